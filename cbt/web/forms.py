"""What the forms of all features share."""

from datetime import date

from wtforms import DateField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional

LONGEST_EMAIL = 254
LONGEST_NAME = 100


def text(label: str, missing: str, *, most: int = LONGEST_NAME) -> StringField:
    """Return a line of text that must be filled."""
    too_long = Length(max=most, message=f"Use at most {most} characters.")
    return StringField(label, filters=[tidy], validators=[InputRequired(missing), too_long])


def optional_text(label: str, *, most: int = LONGEST_NAME) -> StringField:
    """Return a line of text that may stay empty."""
    too_long = Length(max=most, message=f"Use at most {most} characters.")
    return StringField(label, filters=[tidy], validators=[Optional(), too_long])


def email(label: str = "E-mail address") -> StringField:
    """Return the field of a mail address."""
    return StringField(
        label,
        filters=[tidy],
        render_kw={"type": "email", "autocomplete": "off"},
        validators=[
            InputRequired("Enter the e-mail address."),
            Email("This is no e-mail address; it looks like name@example.org."),
            Length(max=LONGEST_EMAIL, message=f"Use at most {LONGEST_EMAIL} characters."),
        ],
    )


def day(label: str, missing: str, *, default: date | None = None) -> DateField:
    """Return the field of a day."""
    return DateField(label, default=default, validators=[InputRequired(missing)])


def tidy(value: str | None) -> str:
    """Return the text without stray spaces."""
    return " ".join((value or "").split())
