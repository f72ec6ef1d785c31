"""Purchases and the orders they are made of: what was bought, from whom, and how far its preparation is."""
