"""The audit log: record() in the same transaction as the deed, and the check of the chain."""
