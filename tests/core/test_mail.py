from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from cbt import places
from cbt.config import Settings
from cbt.core import mail
from cbt.models.accounts import Person

ANA = Person(email="ana@example.org", first_name="Ana", last_name="<Rivera>")


@pytest.fixture
def letter():
    return mail.write("reset", person=ANA, product="Muster", url="https://m.example", token="t0k")


def test_a_letter_says_the_same_as_text_and_as_html(letter):
    assert letter.subject == "Muster: set a new password"
    assert "https://m.example/set-password/t0k" in letter.text
    assert 'href="https://m.example/set-password/t0k"' in letter.html


def test_a_name_is_text_and_never_markup(letter):
    assert "Ana <Rivera>" in letter.text
    assert "Ana &lt;Rivera&gt;" in letter.html


@pytest.mark.parametrize("event", sorted(p.name for p in (places.TEMPLATES / "email").iterdir()))
def test_every_event_has_its_three_parts(event):
    names = {p.name for p in (places.TEMPLATES / "email" / event).iterdir()}
    assert names == {"subject.txt", "body.txt", "body.html"}


def test_nothing_may_be_missing_in_a_letter():
    with pytest.raises(Exception, match="'token' is undefined"):
        mail.write("reset", person=ANA, product="Muster", url="https://m.example")


def test_without_a_mail_server_the_message_is_kept_as_a_file(letter, tmp_path, at):
    settings = Settings(data_dir=tmp_path)
    mail.deliver(mail.message(letter, ANA, settings, at=at), settings)
    (kept,) = (tmp_path / "mail").glob("*.eml")
    read = message_from_bytes(kept.read_bytes(), policy=policy.default)
    assert (read["To"], read["Subject"]) == ("ana@example.org", "Muster: set a new password")


def test_a_message_goes_to_the_mail_server(letter, at, mail_server):
    settings = replace(Settings(), smtp_host="127.0.0.1", smtp_port=mail_server.port,
                       smtp_starttls=False)  # fmt: skip
    mail.deliver(mail.message(letter, ANA, settings, at=at), settings)
    (arrived,) = mail_server.messages
    assert arrived["To"] == "ana@example.org"
    assert "t0k" in arrived.get_body(("plain",)).get_content()


def test_a_server_without_starttls_is_not_trusted(letter, at, mail_server):
    settings = replace(Settings(), smtp_host="127.0.0.1", smtp_port=mail_server.port)
    with pytest.raises(Exception, match="STARTTLS"):
        mail.deliver(mail.message(letter, ANA, settings, at=at), settings)
    assert mail_server.messages == []
