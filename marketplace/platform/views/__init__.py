"""The ways in: the platform's own pages, the operator's console, and the letters kept while developing."""
