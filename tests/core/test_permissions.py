import pytest

from cbt.core.permissions import TABLE, Permission, Scope, may, scope
from cbt.models.accounts import Role


def test_every_deed_has_a_row():
    assert set(TABLE) == set(Permission)


def test_nobody_sees_a_member_s_time_before_the_close():
    permission = Permission.SEE_MEMBER_TIMES_BEFORE_CLOSE
    assert not [role for role in Role if scope(role, permission)]


@pytest.mark.clause("070(5)")
def test_only_the_course_administrator_attests():
    permission = Permission.ATTEST_ATTENDANCE
    assert [r for r in Role if may(r, permission, in_own_organization=True)] == [
        Role.COURSE_ADMINISTRATOR
    ]


def test_the_operator_has_no_hand_in_the_record():
    held = {p for p in Permission if scope(Role.OPERATOR, p)}
    assert held == {
        Permission.MANAGE_USERS,
        Permission.MANAGE_JOBS,
        Permission.SEE_SETTINGS,
        Permission.USE_OWN_ACCOUNT,
    }


@pytest.mark.parametrize(
    ("role", "permission", "own", "allowed"),
    [
        pytest.param(Role.PROVIDER_MANAGER, Permission.PUBLISH_VERSION, True, True, id="own house"),
        pytest.param(
            Role.PROVIDER_MANAGER, Permission.PUBLISH_VERSION, False, False, id="another provider"
        ),
        pytest.param(
            Role.DIRECTOR_STAFF, Permission.MANAGE_ROSTER, False, True, id="the director, statewide"
        ),
        pytest.param(Role.AUDITOR, Permission.MANAGE_ROSTER, True, False, id="auditors only read"),
    ],
)
def test_may(role, permission, own, allowed):
    assert may(role, permission, in_own_organization=own) is allowed


def test_directors_staff_never_edit_learning_evidence():
    evidence = (Permission.REVIEW_EVIDENCE, Permission.RECORD_SEPARATE_EXAM)
    assert {scope(Role.DIRECTOR_STAFF, p) for p in evidence} <= {Scope.READ, None}


@pytest.mark.parametrize("assigned", [True, False])
def test_an_assigned_deed_is_only_for_who_is_named(assigned):
    assert (
        may(
            Role.AUDITOR,
            Permission.SEE_ITEM_KEYS,
            in_own_organization=True,
            is_assigned=assigned,
        )
        is assigned
    )
