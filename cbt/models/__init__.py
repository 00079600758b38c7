"""The record: every table, with the constraints that keep its promises."""

from cbt.models import accounts, audit, jobs, organizations, rosters, sign_ins

__all__ = ["accounts", "audit", "jobs", "organizations", "rosters", "sign_ins"]
