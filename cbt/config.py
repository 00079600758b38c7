"""Settings: one frozen dataclass, read once from CBT_* variables."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from cbt.core.errors import Misconfigured

DEVELOPMENT_SECRET = "for development on one machine only"  # noqa: S105 - refused in production


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation decides; each field is CBT_ and its name in capitals."""

    environment: str = "development"
    """`development` or `production`; production refuses to start without its secrets."""
    display_name: str = "Muster"
    """The product's name on every page and mail."""
    secret_key: str = field(default=DEVELOPMENT_SECRET, repr=False)
    """Signs cookies and forms; at least 32 characters in production."""
    database_url: str = ""
    """`sqlite:///PATH` or `postgresql+psycopg://…`; empty: muster.db in the data folder."""
    data_dir: Path = Path("var")
    """Where the embedded database and kept mail stand."""
    host: str = "127.0.0.1"
    """The address that `cbt serve` listens on."""
    port: int = 8000
    """The port that `cbt serve` listens on."""
    public_url: str = "http://127.0.0.1:8000"
    """The address that people type; links in mails begin with it."""
    smtp_host: str = ""
    """The mail server; empty in development: mail is written to the data folder."""
    smtp_port: int = 587
    """The mail server's port."""
    smtp_user: str = ""
    """The mail server's account, if it wants one."""
    smtp_password: str = field(default="", repr=False)
    """The password of that account."""
    smtp_starttls: bool = True
    """Whether mail is sent only after STARTTLS."""
    mail_from: str = "muster@localhost"
    """The sender of every mail."""
    idle_minutes: int = 60
    """A sign-in ends after so many minutes without a request."""
    metrics_token: str = field(default="", repr=False)
    """The bearer token of /metrics; empty: only this machine may read it."""
    processes: int = 1
    """Server processes; more than one wants PostgreSQL."""
    threads: int = 8
    """Threads a server process."""

    @property
    def is_production(self) -> bool:
        """Return whether this is the real thing."""
        return self.environment == "production"

    @property
    def is_embedded(self) -> bool:
        """Return whether the database is a file of this machine."""
        return self.database.startswith("sqlite")

    @property
    def database(self) -> str:
        """Return the address of the database in use."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'muster.db').resolve()}"


def _parse(name: str, kind: object, text: str) -> object:
    try:
        if kind is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
                text.lower()
            ]
        return kind(text) if kind in (int, Path) else text
    except (KeyError, ValueError):
        word = "yes or no" if kind is bool else "a whole number"
        raise Misconfigured(f"CBT_{name.upper()} must be {word}; it is {text!r}.") from None


def read(environ: Mapping[str, str]) -> Settings:
    """Return the settings that `environ` asks for; refuse what would not be safe."""
    known = {f.name: f.type for f in fields(Settings)}
    given = {k[4:].lower(): v for k, v in environ.items() if k.startswith("CBT_")}
    unknown = sorted(set(given) - set(known))
    if unknown:
        names = ", ".join(f"CBT_{name.upper()}" for name in unknown)
        raise Misconfigured(f"No such setting: {names}. The README lists them all.")
    settings = Settings(**{k: _parse(k, known[k], v) for k, v in given.items()})  # type: ignore[arg-type]  # checked by _parse
    refuse_unsafe(settings)
    return settings


def refuse_unsafe(settings: Settings) -> None:
    """Refuse settings that production must not start with."""
    if settings.environment not in ("development", "production"):
        raise Misconfigured("CBT_ENVIRONMENT must be development or production.")
    if not settings.is_production:
        return
    if settings.secret_key == DEVELOPMENT_SECRET or len(settings.secret_key) < 32:
        raise Misconfigured("CBT_SECRET_KEY must be set to at least 32 random characters.")
    if not settings.smtp_host:
        raise Misconfigured("CBT_SMTP_HOST must name the mail server in production.")
