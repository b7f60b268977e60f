"""Mentoring sessions kept in order beside the video call."""

__version__ = "0.1.0"
