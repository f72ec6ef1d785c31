"""Reads for finding: documents for the index, and what the pages of places and categories show."""
