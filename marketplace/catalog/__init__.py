"""Listings, their variants and prices, and the stock movements that say what is left."""
