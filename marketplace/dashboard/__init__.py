"""The owner's area: what needs hands today, and the ways through."""
