"""The owners' pages of their listings; the public ones show collection too and so lie above, in the directory."""

from marketplace.catalog.views import editing, pictures, shelf
from marketplace.catalog.views.blueprint import blueprint

__all__ = ["blueprint", "editing", "pictures", "shelf"]
