"""How buyers get their things: collection places, their weekly slots, and the claims on a slot's capacity."""
