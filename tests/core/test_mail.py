import smtplib
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cbt import places
from cbt.config import Settings
from cbt.core import mail
from cbt.models.accounts import Person
from tests.conftest import Mailbox

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


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Return a certificate for 127.0.0.1 and its key in one file, made to be thrown away."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(made - timedelta(hours=1))
        .not_valid_after(made + timedelta(hours=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(signed.public_bytes(pem) + key.private_bytes(pem, pkcs8, plain))
    return file


@pytest.fixture
def strict_server(certificate):
    """Return a mail server that takes mail only after STARTTLS and a login."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def admits(server, session, envelope, mechanism, given):
        is_right = (given.login, given.password) == (b"muster", b"pa55")
        return AuthResult(success=is_right, handled=False)

    box = Mailbox(
        tls_context=context, require_starttls=True, authenticator=admits, auth_required=True
    )
    box.controller.start()
    yield box
    box.controller.stop()


@pytest.fixture
def strict(strict_server):
    """Return the settings that the strict server wants."""
    return Settings(
        smtp_host="127.0.0.1", smtp_port=strict_server.port, smtp_user="muster",
        smtp_password="pa55",
    )  # fmt: skip


def test_mail_goes_encrypted_and_signed_in(
    letter, at, strict_server, strict, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mail.deliver(mail.message(letter, ANA, strict, at=at), strict)
    assert [m["To"] for m in strict_server.messages] == ["ana@example.org"]


def test_a_wrong_password_of_the_mail_server_is_an_error(
    letter, at, strict_server, strict, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    wrong = replace(strict, smtp_password="no")
    with pytest.raises(smtplib.SMTPAuthenticationError):
        mail.deliver(mail.message(letter, ANA, wrong, at=at), wrong)


def test_a_certificate_that_nobody_vouches_for_is_refused(letter, at, strict_server, strict):
    with pytest.raises(ssl.SSLCertVerificationError):
        mail.deliver(mail.message(letter, ANA, strict, at=at), strict)
    assert strict_server.messages == []


def test_a_line_break_adds_no_header(at):
    letter = mail.Letter("Hello\r\nBcc: all@example.org", "text", "<p>html</p>")
    forged = Person(email="a@example.org\nBcc: all@example.org", first_name="A", last_name="B")
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        mail.message(letter, ANA, Settings(), at=at)
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        mail.message(replace(letter, subject="Hello"), forged, Settings(), at=at)


def test_each_message_has_an_id_of_its_own(letter, at):
    ids = {mail.message(letter, ANA, Settings(), at=at)["Message-ID"] for _ in range(3)}
    assert len(ids) == 3
