"""Businesses: an enterprise's public card, its legal identity, its people, hours and closures."""
