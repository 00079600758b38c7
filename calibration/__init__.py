"""The credit value of a course from the times of its test group; NumPy and SciPy only."""
