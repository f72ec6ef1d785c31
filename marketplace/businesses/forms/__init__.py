"""Forms of the owner's pages, and the sentences behind the codes of businesses."""

from marketplace.businesses.forms.card import CardForm, CreateForm, place_label
from marketplace.businesses.forms.hours import DAY_FIELDS, HoursForm
from marketplace.businesses.forms.labels import LabelRow, LabelsForm
from marketplace.businesses.forms.legal import LEGAL_FORMS, LegalForm
from marketplace.businesses.forms.photos import PhotoForm, PhotoTextForm
from marketplace.businesses.forms.texts import TextsForm, texts_form
from marketplace.businesses.forms.words import MISSING_PAGES, missing_words, problem_words

__all__ = [
    "DAY_FIELDS",
    "LEGAL_FORMS",
    "MISSING_PAGES",
    "CardForm",
    "CreateForm",
    "HoursForm",
    "LabelRow",
    "LabelsForm",
    "LegalForm",
    "PhotoForm",
    "PhotoTextForm",
    "TextsForm",
    "missing_words",
    "place_label",
    "problem_words",
    "texts_form",
]
