"""The commands by what they do, each with its options; what they print stands in `cli_*.py`."""
