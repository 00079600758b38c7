"""The forms of the roster."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from cbt.models.accounts import LicenseEventKind, LicenseStatus
from cbt.web.forms import day, optional_text

STATUS_NAMES = {status.value: status.value.capitalize() for status in LicenseStatus}
EVENT_NAMES = {kind.value: kind.value.replace("_", " ").capitalize() for kind in LicenseEventKind}


class RosterForm(FlaskForm):
    """A roster as a CSV file."""

    file = FileField("Roster (CSV)", validators=[FileRequired("Choose the file.")])


class BeginForm(FlaskForm):
    """The word to import; bad rows are left out only if it is said."""

    without_bad_rows = BooleanField("Leave the bad rows out and import the others")


class DayForm(FlaskForm):
    """The day on which something ends or begins."""

    on = day("Day", "Enter the day.")


class LicenseEventForm(FlaskForm):
    """Something that happened to a license."""

    kind = SelectField(
        "What happened",
        choices=[SelectChoice("", "Choose …")]
        + [SelectChoice(k, v) for k, v in EVENT_NAMES.items()],
        validators=[InputRequired("Choose what happened.")],
    )
    on = day("Day", "Enter the day on which it happened.")
    status = SelectField(
        "The license is now",
        choices=[SelectChoice(k, v) for k, v in STATUS_NAMES.items()],
        validators=[InputRequired("Choose what the license is now.")],
    )
    note = optional_text("Note", most=500)
