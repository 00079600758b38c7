"""The forms of organizations, capacities and licenses."""

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from cbt.web.forms import day, text
from cbt.web.pages import KIND_NAMES, SOURCE_NAMES


def _choices(names: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice("", "Choose …"), *(SelectChoice(k, v) for k, v in names.items())]


class OrganizationForm(FlaskForm):
    """A new organization."""

    name = text("Legal name", "Enter the legal name.", most=200)
    kind = SelectField(
        "Kind", choices=_choices(KIND_NAMES), validators=[InputRequired("Choose a kind.")]
    )
    since = day("Name borne from", "Enter the first day of this name.")


class RenameForm(FlaskForm):
    """A new legal name from a day on."""

    name = text("New legal name", "Enter the new legal name.", most=200)
    from_on = day("Borne from", "Enter the first day of the new name.")


class CapacityForm(FlaskForm):
    """One more capacity in which the organization gives credit."""

    kind = SelectField(
        "Capacity", choices=_choices(SOURCE_NAMES), validators=[InputRequired("Choose one.")]
    )


class LicenseForm(FlaskForm):
    """A license or approval of one capacity."""

    source = SelectField("Capacity", coerce=int, validators=[InputRequired("Choose the capacity.")])
    number = text("License or approval number", "Enter the number.", most=40)
    start_on = day("First day", "Enter the first valid day.")
    last_valid_on = day("Last valid day", "Enter the last valid day.")
