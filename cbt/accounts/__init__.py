"""Sign-in, single-use links, one-time codes, sign-ins and the own account."""
