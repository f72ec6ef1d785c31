"""The pages on which people find things."""

from marketplace.search.views import guides, home, map, results
from marketplace.search.views.blueprint import blueprint

__all__ = ["blueprint", "guides", "home", "map", "results"]
