"""Muster: computer-based police training under 11 CSR 75-15, from enrollment to certificate."""

__version__ = "0.1.0"
