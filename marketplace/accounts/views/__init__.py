"""The ways in: coming and going, and one's own pages."""
