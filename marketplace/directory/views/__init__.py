"""The directory's pages."""

from marketplace.directory.views import business, index
from marketplace.directory.views.blueprint import blueprint

__all__ = ["blueprint", "business", "index"]
