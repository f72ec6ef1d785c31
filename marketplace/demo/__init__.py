"""A fictional market to look at, and any number of rows to measure with."""
