"""Moderation: what waits for a valley's administrators, and what they decided, always with a reason."""
