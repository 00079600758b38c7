"""The forms of roles, users, names and accommodations."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from cbt.models.accounts import Role
from cbt.models.organizations import Organization
from cbt.people.service import ROLES_OF, Newcomer
from cbt.web.forms import day, email, optional_text, text
from cbt.web.pages import ROLE_NAMES


class GiveRoleForm(FlaskForm):
    """Whom to give which role; somebody new is invited by mail."""

    email = email()
    first_name = text("First name", "Enter the first name.")
    middle_name = optional_text("Middle name")
    last_name = text("Last name", "Enter the last name.")
    role = SelectField("Role", validators=[InputRequired("Choose a role.")])

    @property
    def newcomer(self) -> Newcomer:
        """Return the person as typed."""
        return Newcomer(
            email=self.email.data,
            first_name=self.first_name.data,
            middle_name=self.middle_name.data,
            last_name=self.last_name.data,
        )


def give_role(organization: Organization) -> GiveRoleForm:
    """Return the form with the roles that the organization can give."""
    form = GiveRoleForm()
    choices = [SelectChoice("", "Choose …")]
    choices += [SelectChoice(r.value, ROLE_NAMES[r.value]) for r in ROLES_OF[organization.kind]]
    form.role.choices = choices
    return form


def role_of(form: GiveRoleForm) -> Role:
    """Return the chosen role."""
    return Role(form.role.data)


class NameForm(FlaskForm):
    """A new name from a day on."""

    first_name = text("First name", "Enter the first name.")
    middle_name = optional_text("Middle name")
    last_name = text("Last name", "Enter the last name.")
    from_on = day("Borne from", "Enter the first day of the new name.")


class FindOfficerForm(FlaskForm):
    """Number and last name together: nobody leafs through officers here."""

    class Meta(FlaskForm.Meta):
        csrf = False

    license_number = text("License number", "Enter the license number.", most=20)
    last_name = text("Last name", "Enter the last name as it is on the license.")


class AccommodationsForm(FlaskForm):
    """What an officer is granted."""

    time_multiple = IntegerField(
        "Extended time",
        default=1,
        render_kw={"inputmode": "numeric"},
        validators=[
            InputRequired("Enter a whole number from 1 to 10."),
            NumberRange(1, 10, "Enter a whole number from 1 to 10."),
        ],
    )
    no_timed_prompts = BooleanField("Prompts without a time limit")
    captions = BooleanField("Captions from the start")
    license_number = HiddenField()
    last_name = HiddenField()
