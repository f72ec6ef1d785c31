"""Measuring against the bare shop: `make bench`."""
