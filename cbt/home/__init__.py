"""The front page, and what each role has to do today."""
