"""The directory: the public pages that show a business with all it offers."""
