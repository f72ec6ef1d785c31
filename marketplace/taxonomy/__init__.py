"""What things are: the tree of categories, quality labels, and what the law asks to be said about each.

Words: Category, Label, Duty (a field that the law makes mandatory), Allergen, withdrawal exception.
Everything here is reference data, versioned with the code; see docs/adr/0002-reference-data-in-files.md.
"""
