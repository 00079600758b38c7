"""The regulation on a page and in the shell: each clause, what carries it, its tests."""
