"""Who may do what: the one table that every guarded page asks.

Roles of an organization reach their own organization's records; ASSIGNED reaches only what the
person was named for; STATEWIDE reaches all. What is not in the table is not allowed.
"""

from collections.abc import Mapping
from enum import StrEnum

from cbt.models.accounts import Role


class Scope(StrEnum):
    """How far a permission reaches."""

    OWN = "own"
    READ = "read"
    ASSIGNED = "assigned"
    STATEWIDE = "statewide"


class Permission(StrEnum):
    """One row of the table, in the words of the deed."""

    SEE_OWN_LEDGER = "see_own_ledger"
    TAKE_COURSE = "take_course"
    AUTHOR_COURSE = "author_course"
    SEE_ITEM_KEYS = "see_item_keys"
    PREVIEW_COURSE = "preview_course"
    PUBLISH_VERSION = "publish_version"
    DRAW_TEST_GROUP = "draw_test_group"
    SEE_MEMBER_TIMES_BEFORE_CLOSE = "see_member_times_before_close"
    ACCEPT_STUDY = "accept_study"
    REVIEW_EVIDENCE = "review_evidence"
    ATTEST_ATTENDANCE = "attest_attendance"
    ISSUE_CERTIFICATE = "issue_certificate"
    REVOKE_CERTIFICATE = "revoke_certificate"
    FILE_REPORT = "file_report"
    RECORD_SEPARATE_EXAM = "record_separate_exam"
    GRANT_ACCOMMODATION = "grant_accommodation"
    ENTER_INSTRUCTOR_CREDIT = "enter_instructor_credit"
    APPLY_FOR_APPROVAL = "apply_for_approval"
    RECORD_RECOMMENDATION = "record_recommendation"
    DECIDE_APPLICATION = "decide_application"
    KEEP_RECOGNIZED_LIST = "keep_recognized_list"
    MANAGE_ROSTER = "manage_roster"
    SEE_ROSTER_COMPLIANCE = "see_roster_compliance"
    APPLY_FOR_WAIVER = "apply_for_waiver"
    SEE_MEDICAL_DOCUMENTS = "see_medical_documents"
    DECIDE_WAIVER = "decide_waiver"
    CHANGE_PARAMETERS = "change_parameters"
    EXPORT_COURSE_FILE = "export_course_file"
    HOLD_COURSE_FILE = "hold_course_file"
    SEE_OWN_EVIDENCE = "see_own_evidence"
    EXPLAIN_OWN_EVIDENCE = "explain_own_evidence"
    SEE_AUDIT_LOG = "see_audit_log"
    IMPORT_OFFICERS = "import_officers"
    MANAGE_ORGANIZATION_PEOPLE = "manage_organization_people"
    MANAGE_SOURCES = "manage_sources"
    MANAGE_USERS = "manage_users"
    MANAGE_JOBS = "manage_jobs"
    SEE_SETTINGS = "see_settings"
    USE_OWN_ACCOUNT = "use_own_account"


_O, _I, _C, _P = (
    Role.OFFICER,
    Role.INSTRUCTOR,
    Role.COURSE_ADMINISTRATOR,
    Role.PROVIDER_MANAGER,
)
_G, _D, _M, _A, _S = (
    Role.AGENCY_COORDINATOR,
    Role.DIRECTOR_STAFF,
    Role.COMMISSION_MEMBER,
    Role.AUDITOR,
    Role.OPERATOR,
)
_OWN, _READ, _ASSIGNED, _STATE = Scope.OWN, Scope.READ, Scope.ASSIGNED, Scope.STATEWIDE

#: The table of roles and deeds; agency coordinators' ASSIGNED is in-service of their own agency.
TABLE: Mapping[Permission, Mapping[Role, Scope]] = {
    Permission.SEE_OWN_LEDGER: {_O: _OWN, _G: _READ, _D: _STATE, _A: _ASSIGNED},
    Permission.TAKE_COURSE: {_O: _OWN},
    Permission.AUTHOR_COURSE: {_I: _OWN, _C: _READ, _P: _READ, _G: _ASSIGNED},
    Permission.SEE_ITEM_KEYS: {_I: _OWN, _C: _READ, _D: _ASSIGNED, _A: _ASSIGNED},
    Permission.PREVIEW_COURSE: {
        **dict.fromkeys((_I, _C, _P), _OWN),
        _G: _ASSIGNED,
        _D: _READ,
        _A: _ASSIGNED,
    },
    Permission.PUBLISH_VERSION: {_C: _ASSIGNED, _P: _OWN, _G: _ASSIGNED},
    Permission.DRAW_TEST_GROUP: {_C: _READ, _P: _OWN, _G: _ASSIGNED, _D: _READ, _A: _READ},
    # Blind timing: nobody, not even the director, sees a time before the close.
    Permission.SEE_MEMBER_TIMES_BEFORE_CLOSE: {},
    Permission.ACCEPT_STUDY: {_D: _STATE},
    Permission.REVIEW_EVIDENCE: {_C: _OWN, _D: _READ, _A: _ASSIGNED},
    Permission.ATTEST_ATTENDANCE: {_C: _OWN},
    Permission.ISSUE_CERTIFICATE: {_C: _OWN, _G: _ASSIGNED},
    Permission.REVOKE_CERTIFICATE: {_C: _OWN, _P: _OWN, _G: _ASSIGNED, _D: _STATE},
    Permission.FILE_REPORT: {**dict.fromkeys((_C, _P, _G), _OWN), _D: _READ, _A: _READ},
    Permission.RECORD_SEPARATE_EXAM: {_I: _OWN, _C: _OWN, _G: _ASSIGNED},
    Permission.GRANT_ACCOMMODATION: {_C: _OWN, _P: _OWN},
    Permission.ENTER_INSTRUCTOR_CREDIT: {**dict.fromkeys((_C, _P, _G), _OWN), _D: _READ},
    Permission.APPLY_FOR_APPROVAL: {_C: _READ, _P: _OWN, _G: _OWN, _D: _READ, _M: _READ},
    Permission.RECORD_RECOMMENDATION: {_D: _ASSIGNED, _M: _OWN},
    Permission.DECIDE_APPLICATION: {_D: _STATE},
    Permission.KEEP_RECOGNIZED_LIST: {_D: _STATE, _A: _READ},
    Permission.MANAGE_ROSTER: {_G: _OWN, _D: _STATE},
    Permission.SEE_ROSTER_COMPLIANCE: {_G: _READ, _D: _STATE, _A: _ASSIGNED},
    Permission.APPLY_FOR_WAIVER: {_O: _OWN},
    Permission.SEE_MEDICAL_DOCUMENTS: {_O: _OWN, _D: _ASSIGNED},
    Permission.DECIDE_WAIVER: {_D: _STATE},
    Permission.CHANGE_PARAMETERS: {_D: _STATE},
    Permission.EXPORT_COURSE_FILE: {_P: _OWN, _G: _OWN, _D: _STATE, _A: _ASSIGNED},
    Permission.HOLD_COURSE_FILE: {_D: _STATE},
    Permission.SEE_OWN_EVIDENCE: {_O: _OWN},
    Permission.EXPLAIN_OWN_EVIDENCE: {_O: _OWN},
    Permission.SEE_AUDIT_LOG: {_D: _STATE, _A: _STATE},
    Permission.IMPORT_OFFICERS: {_G: _OWN, _D: _STATE},
    Permission.MANAGE_ORGANIZATION_PEOPLE: {_P: _OWN, _G: _OWN},
    Permission.MANAGE_SOURCES: {_D: _STATE},
    Permission.MANAGE_USERS: {_S: _STATE},
    Permission.MANAGE_JOBS: {_S: _STATE},
    Permission.SEE_SETTINGS: {_S: _STATE},
    Permission.USE_OWN_ACCOUNT: dict.fromkeys(Role, _OWN),
}


def scope(role: Role, permission: Permission) -> Scope | None:
    """Return how far `role` may do `permission`; None where it may not at all."""
    return TABLE[permission].get(role)


def may(
    role: Role, permission: Permission, *, in_own_organization: bool, is_assigned: bool = False
) -> bool:
    """Return whether `role` may do `permission` on a record so placed."""
    match scope(role, permission):
        case Scope.STATEWIDE:
            return True
        case Scope.ASSIGNED:
            return is_assigned
        case Scope.OWN | Scope.READ:
            return in_own_organization
        case _:
            return False
