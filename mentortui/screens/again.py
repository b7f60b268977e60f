"""How often a screen looks whether another program has changed what it shows."""

READ_AGAIN = 10.0
"""Seconds."""
