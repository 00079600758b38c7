"""Officers on the roster: licenses, commissions, traffic authority, and import from a file."""
