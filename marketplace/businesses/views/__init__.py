"""The owner's pages of a card, saved in small steps."""

from marketplace.businesses.views import card, hours, labels, legal, photos, submit, texts
from marketplace.businesses.views.blueprint import blueprint

__all__ = ["blueprint", "card", "hours", "labels", "legal", "photos", "submit", "texts"]
