"""Mail: an event's templates made into a message, and the message sent or kept."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from cbt import places
from cbt.config import Settings
from cbt.models.accounts import Person

#: A mail server that does not answer must not hold a worker.
TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body of one mail, as text and as HTML."""

    subject: str
    text: str
    html: str


def environment() -> Environment:
    """Return the environment in which the mails' templates are filled; nothing may be missing."""
    return Environment(
        loader=FileSystemLoader(places.TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def write(event: str, **context: object) -> Letter:
    """Return the letter of an event."""
    folder = f"email/{event}"
    parts = [
        environment().get_template(f"{folder}/{name}").render(context)
        for name in ("subject.txt", "body.txt", "body.html")
    ]
    return Letter(" ".join(parts[0].split()), parts[1], parts[2])


def message(letter: Letter, person: Person, settings: Settings, *, at: datetime) -> EmailMessage:
    """Return the message that carries a letter to a person."""
    built = EmailMessage()
    built["Subject"] = letter.subject
    built["From"] = settings.mail_from
    built["To"] = person.email
    built["Date"] = format_datetime(at)
    built["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2] or None)
    # Out-of-office answers to a machine help nobody.
    built["Auto-Submitted"] = "auto-generated"
    built.set_content(letter.text)
    built.add_alternative(letter.html, subtype="html")
    return built


def deliver(built: EmailMessage, settings: Settings) -> None:
    """Send a message; without a mail server, which only development may lack, keep it as a file."""
    if settings.smtp_host:
        _send(built, settings)
    else:
        _keep(built, settings.data_dir / "mail")


def _send(built: EmailMessage, settings: Settings) -> None:
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS) as server:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(built)


def _keep(built: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = built["Message-ID"].strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(bytes(built))
