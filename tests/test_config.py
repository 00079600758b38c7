from pathlib import Path

import pytest

from cbt.config import DEVELOPMENT_SECRET, Settings, read
from cbt.core.errors import Misconfigured

PRODUCTION = {
    "CBT_ENVIRONMENT": "production",
    "CBT_SECRET_KEY": "k" * 32,
    "CBT_SMTP_HOST": "mail.example.org",
}


def test_defaults_serve_development():
    assert read({"HOME": "/nowhere"}) == Settings()


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("CBT_PORT", "9000", "port", 9000),
        ("CBT_DATA_DIR", "/srv/muster", "data_dir", Path("/srv/muster")),
        ("CBT_SMTP_STARTTLS", "no", "smtp_starttls", False),
        ("CBT_DISPLAY_NAME", "Roll Call", "display_name", "Roll Call"),
    ],
)
def test_read_parses_each_kind(name, text, field, value):
    assert getattr(read({name: text}), field) == value


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"CBT_PORT": "eighty"}, "CBT_PORT must be a whole number"),
        ({"CBT_SMTP_STARTTLS": "maybe"}, "CBT_SMTP_STARTTLS must be yes or no"),
        ({"CBT_PROT": "1"}, "No such setting: CBT_PROT"),
        ({"CBT_ENVIRONMENT": "staging"}, "development or production"),
        (PRODUCTION | {"CBT_SECRET_KEY": DEVELOPMENT_SECRET}, "CBT_SECRET_KEY"),
        (PRODUCTION | {"CBT_SECRET_KEY": "short"}, "CBT_SECRET_KEY"),
        (PRODUCTION | {"CBT_SMTP_HOST": ""}, "CBT_SMTP_HOST"),
    ],
)
def test_read_refuses_with_a_sentence(environ, sentence):
    with pytest.raises(Misconfigured, match=sentence):
        read(environ)


def test_production_starts_with_its_secrets():
    assert read(PRODUCTION).is_production


def test_secrets_do_not_show():
    assert "k" * 32 not in repr(read(PRODUCTION))


def test_the_embedded_database_stands_in_the_data_folder():
    assert read({"CBT_DATA_DIR": "/srv/muster"}).database == "sqlite:////srv/muster/muster.db"
