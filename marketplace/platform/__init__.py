"""The platform itself: its legal identity, its own pages, and the operator's console."""
