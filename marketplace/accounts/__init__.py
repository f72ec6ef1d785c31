"""People: signing up and in, their settings, addresses, and who is an operator of the platform."""
