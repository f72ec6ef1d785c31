"""One file per outside thing, each behind a port; only wiring.py chooses among them."""
