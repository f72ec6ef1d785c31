"""What a listing says in one language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField

from marketplace.catalog.models import Listing
from marketplace.catalog.queries import is_stale
from marketplace.catalog.rules import WORDS, ListingWords
from marketplace.taxonomy.rules import Category, Duty
from marketplace.web.forms import PartForm, at_most

FIELDS = ("title", "summary", "description", *WORDS)


class WordsForm(PartForm):
    """A column of the texts. `current` says of a translation that it fits its source again."""

    title = StringField(_l("Name"), [at_most(120)])
    summary = TextAreaField(_l("In one sentence"), [at_most(200)])
    description = TextAreaField(_l("Description"), [at_most(8000)])
    ingredients = TextAreaField(_l("Ingredients"), [at_most(2000)])
    origin = StringField(_l("Origin"), [at_most(200)])
    storage = StringField(_l("Storage"), [at_most(200)])
    warnings = TextAreaField(_l("Warnings"), [at_most(1000)])
    current = BooleanField(_l("This translation is up to date again"))

    def words(self) -> ListingWords:
        """What was typed."""
        return ListingWords(**{name: self[name].data or "" for name in FIELDS}, current=bool(self.current.data))


def words_of(listing: Listing, language: str) -> dict[str, Any]:
    """The column that shows a listing's texts in a language."""
    text = next((each for each in listing.texts if each.language == language), None)
    return {name: getattr(text, name) for name in FIELDS} if text else {}


def stale_languages(listing: Listing) -> set[str]:
    """The languages whose words were made from an older source."""
    return {text.language for text in listing.texts if is_stale(text, listing.texts, listing.language)}


def asked_words(category: Category | None, kind: str, duties: Mapping[str, Duty]) -> list[str]:
    """Which fields of the texts are shown: those that everything has, those that the law asks, those that food has."""
    product = kind == "product"
    food = product and category is not None and category.food
    usual = {"ingredients": food, "origin": product, "storage": food, "warnings": product}
    return ["title", "summary", "description", *(name for name in WORDS if usual[name] or name in duties)]
