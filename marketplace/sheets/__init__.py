"""Spreadsheets in and out: whole lists of businesses from the files that people already keep."""
