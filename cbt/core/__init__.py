"""Tools without HTTP: clock, errors, permissions, secrets, migration."""
