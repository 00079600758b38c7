"""Tools without HTTP: clock, errors, permissions."""
