"""Tools without HTTP: clock, errors, permissions, passwords, tokens, mail, jobs, backup."""
