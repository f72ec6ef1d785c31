"""What a listing still lacks, said to its owner, with the field where it goes."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.catalog.forms.listing import FACTS, ListingForm
from marketplace.catalog.models import Listing
from marketplace.catalog.queries import duties_of
from marketplace.catalog.rules import WORDS, Missing
from marketplace.taxonomy.queries import label_index
from marketplace.web.i18n import language

_OWN_FIELDS = ("allergens_declared", "alcohol_content", *FACTS)


@dataclass(frozen=True, slots=True)
class MissingWords:
    """A sentence, and the id of the form's field where it can be mended."""

    text: str
    field: str


def missing_words(listing: Listing, missing: Iterable[Missing]) -> list[MissingWords]:
    """The sentences, in the reader's language."""
    duties = {duty.field: duty.text.within(language()) for duty in duties_of(listing)}
    return [MissingWords(_sentence(each, duties), field_of(each, listing.language)) for each in missing]


def blame_missing(form: ListingForm, words: Iterable[MissingWords]) -> None:
    """Puts each sentence beside its field, or on top of the form."""
    for each in words:
        head, _dash, tail = each.field.partition("-")
        part = form[head].form if tail and head in ("fr", "it", "en") else form
        name = tail or head
        field = part[name] if name in part else None  # noqa: SIM401  # a form has no get
        if field is None or head in ("variants", "labels"):
            form.form_errors.append(each.text)
        else:
            field.errors = [*field.errors, each.text]


def field_of(missing: Missing, source: str) -> str:
    """The id of the field that would fill a gap."""
    if missing.code == "title":
        return f"{source}-title"
    if missing.code == "category":
        return "category"
    if missing.code == "certificate":
        return "labels"
    if missing.code == "duty" and missing.name in WORDS:
        return f"{source}-{missing.name}"
    if missing.code == "duty" and missing.name in _OWN_FIELDS:
        return missing.name
    return "variants"


def _sentence(missing: Missing, duties: dict[str, str]) -> str:
    if missing.code == "duty":
        return duties[missing.name]
    if missing.code == "certificate":
        mark = label_index()[missing.name].short.within(language())
        return _("Give the certificate number of the mark %(mark)s.", mark=mark)
    return {
        "title": _("Give it a name in its own language."),
        "category": _("Choose a category that fits its kind."),
        "variant": _("Say what is sold, and at what price."),
    }[missing.code]
