from datetime import date

import pytest

from cbt.audit.service import verify
from cbt.core.errors import Refused
from cbt.models.organizations import OrganizationKind, SourceKind
from cbt.sources import service


@pytest.fixture
def academy(session, person, at):
    return service.add_organization(
        session, " Prairie   Training LLC", OrganizationKind.SOURCE, by=person, at=at,
        since=date(2020, 1, 1),
    )  # fmt: skip


def test_an_organization_is_kept_under_its_legal_name(session, academy):
    assert academy.name == "Prairie Training LLC"
    assert verify(session).checked == 1


def test_two_organizations_do_not_share_a_name(session, academy, person, at):
    with pytest.raises(Refused, match="already"):
        service.add_organization(
            session, "prairie training llc", OrganizationKind.SOURCE, by=person, at=at
        )


@pytest.mark.clause("020(4)(A)")
def test_a_new_legal_name_leaves_the_old_one_in_the_history(session, academy, person, at):
    service.rename(session, academy, "Prairie Inc", from_on=date(2026, 3, 1), by=person, at=at)
    assert [(n.name, n.to_on) for n in academy.names] == [
        ("Prairie Training LLC", date(2026, 2, 28)),
        ("Prairie Inc", None),
    ]


def test_a_license_has_its_days_and_a_number_of_its_own(session, academy, person, at):
    source = service.add_source(session, academy, SourceKind.PROVIDER, by=person, at=at)
    days = {"start_on": date(2026, 1, 1), "last_valid_on": date(2026, 12, 31)}
    service.record_license(session, source, number="P-17", **days, by=person, at=at)
    with pytest.raises(Refused, match="on record already"):
        service.record_license(session, source, number=" P-17", **days, by=person, at=at)
    assert service.list_organizations(session)[0].sources[0].licenses[0].number == "P-17"


def test_a_license_does_not_end_before_it_begins(session, academy, person, at):
    source = service.add_source(session, academy, SourceKind.PROVIDER, by=person, at=at)
    with pytest.raises(Refused, match="before the first"):
        service.record_license(
            session, source, number="P-18", start_on=date(2026, 2, 1),
            last_valid_on=date(2026, 1, 1), by=person, at=at,
        )  # fmt: skip


def test_a_capacity_is_recorded_once(session, academy, person, at):
    service.add_source(session, academy, SourceKind.PROVIDER, by=person, at=at)
    with pytest.raises(Refused):
        service.add_source(session, academy, SourceKind.PROVIDER, by=person, at=at)
