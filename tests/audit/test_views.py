import sqlalchemy as sa

from cbt.audit import service
from cbt.extensions import db
from cbt.models.accounts import Role
from cbt.models.audit import AuditEvent


def test_reading_the_log_is_itself_recorded(app, page, sign_in):
    auditor = sign_in(Role.AUDITOR)
    page("audit.events", action="accounts:")
    with app.app_context():
        last = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.number.desc())).first()
        assert (last.action, last.actor_id) == ("audit:log:read", auditor)
        assert last.facts == '{"action":"accounts:"}'
        assert service.verify(db.session).broken is None


def test_the_log_is_searched_by_action_and_subject(page, sign_in):
    auditor = sign_in(Role.AUDITOR)
    found = page("audit.events", action="accounts:sign_in")
    assert "accounts:sign_in:begin" in found.text
    assert "Alexandra Riverastone" in found.text
    assert "audit:log:read" in page("audit.events", subject=f"person:{auditor}").text
    assert "No event is so." in page("audit.events", subject="person:0").text


def test_wild_signs_are_taken_as_they_are(page, sign_in):
    sign_in(Role.AUDITOR)
    assert "No event is so." in page("audit.events", action="%").text
