"""The record: every table, with the constraints that keep its promises."""

from cbt.models import accounts, audit, organizations, sign_ins

__all__ = ["accounts", "audit", "organizations", "sign_ins"]
