"""Finding: the home page, search, and the pages of territories, communes and categories."""
