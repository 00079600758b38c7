"""The forms of the door and of the own account."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from cbt.core import secrets
from cbt.web.forms import LONGEST_EMAIL, tidy

PRESENT = {"autocomplete": "current-password"}
NEW = {"autocomplete": "new-password"}
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "pattern": "[0-9 ]*"}


def _email() -> StringField:
    # Whoever signs in is told "not right", never "no such form of address".
    return StringField(
        "E-mail address",
        filters=[tidy],
        render_kw={"type": "email", "autocomplete": "username"},
        validators=[
            InputRequired("Enter your e-mail address."),
            Length(max=LONGEST_EMAIL, message=f"Use at most {LONGEST_EMAIL} characters."),
        ],
    )


def _code() -> StringField:
    return StringField(
        "Code from your app",
        filters=[lambda value: (value or "").replace(" ", "")],
        render_kw=CODE,
        validators=[InputRequired("Enter the six digits that the app shows.")],
    )


def _good(_: FlaskForm, field: PasswordField) -> None:
    problem = secrets.password_problem(field.data or "")
    if problem:
        raise ValidationError(problem)


def _present(label: str = "Password") -> PasswordField:
    return PasswordField(
        label, render_kw=PRESENT, validators=[InputRequired("Enter your password.")]
    )


class SignInForm(FlaskForm):
    """Address and password."""

    email = _email()
    password = _present()
    next = HiddenField()


class CodeForm(FlaskForm):
    """The second step for people who turned codes on."""

    code = _code()
    next = HiddenField()


class ForgottenForm(FlaskForm):
    """Where to mail the link."""

    email = _email()


class NewPasswordForm(FlaskForm):
    """A new password, twice, so that a slip does not lock anybody out."""

    password = PasswordField(
        "New password",
        render_kw=NEW,
        validators=[InputRequired("Enter a new password."), _good],
    )
    again = PasswordField(
        "New password again",
        render_kw=NEW,
        validators=[
            InputRequired("Enter the new password a second time."),
            EqualTo("password", message="The two are not the same. Enter both again."),
        ],
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password by somebody who knows the old."""

    present = _present("Present password")


class CodesOnForm(FlaskForm):
    """The first code proves that the app has the secret."""

    code = _code()


class CodesOffForm(FlaskForm):
    """A borrowed phone must not take the second lock away."""

    password = _present()
