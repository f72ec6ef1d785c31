"""Photos from upload to rendition, and the ridgeline covers that stand in where there is none."""
