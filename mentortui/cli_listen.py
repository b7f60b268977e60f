"""`mentortui listen --check`: what would be heard, without the screen."""
