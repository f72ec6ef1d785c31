"""The form of a listing, all of it: which of its fields are shown depends on category and kind."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from marketplace.businesses.models import Business
from marketplace.catalog.forms.choices import (
    allergen_choices,
    category_choices,
    day_choices,
    month_choices,
    vat_choices,
    withdrawal_choices,
)
from marketplace.catalog.forms.variants import VariantForm, row_of
from marketplace.catalog.forms.words import WordsForm, words_of
from marketplace.catalog.models import Listing
from marketplace.catalog.queries import country_of
from marketplace.catalog.rules import MOST_VARIANTS, ListingDraft, VariantDraft, month_day
from marketplace.kernel.tax import VatClass
from marketplace.kernel.texts import LANGUAGES
from marketplace.taxonomy.queries import category_index, labels, usual_withdrawal_exception
from marketplace.taxonomy.rules import Label
from marketplace.web.forms import BaseForm, PartForm, at_most, options

EMPTY_ROWS = 1
FACTS = ("operator", "manufacturer", "manufacturer_contact", "honey_origins")
KINDS = options([("product", _l("A product")), ("service", _l("A service"))])


class LabelForm(PartForm):
    """A quality mark: whether the listing carries it, and its certificate."""

    label = HiddenField()
    held = BooleanField(_l("Carries this mark"))
    certificate = StringField(_l("Certificate number"), [at_most(80)])


class ListingForm(BaseForm):
    """Everything that an owner says about a listing."""

    kind = RadioField(_l("What it is"), choices=KINDS, default="product")
    category = SelectField(_l("Category"), validate_choice=False)
    fr = FormField(WordsForm)
    it = FormField(WordsForm)
    en = FormField(WordsForm)
    variants = FieldList(FormField(VariantForm), max_entries=MOST_VARIANTS + EMPTY_ROWS)
    buyable = BooleanField(_l("People order it here and collect it"), default=True)
    vat_class = SelectField(_l("VAT"))
    allergens = SelectMultipleField(
        _l("Allergens"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    allergens_declared = BooleanField(_l("Every allergen that it contains is ticked, or it contains none of them"))
    alcohol_content = StringField(_l("Alcoholic strength, in % vol."), [at_most(10)])
    operator = StringField(_l("Responsible operator"), [at_most(300)])
    manufacturer = TextAreaField(_l("Manufacturer"), [at_most(300)])
    manufacturer_contact = StringField(_l("Manufacturer’s contact"), [at_most(200)])
    honey_origins = StringField(_l("Countries of the honey"), [at_most(200)])
    season_from_day = SelectField(_l("From, day"), default="")
    season_from_month = SelectField(_l("From, month"), default="")
    season_to_day = SelectField(_l("To, day"), default="")
    season_to_month = SelectField(_l("To, month"), default="")
    withdrawal_exception = SelectField(_l("Right of withdrawal"))
    labels = FieldList(FormField(LabelForm))

    def prepare(self, business: Business, source: str) -> "ListingForm":
        """Fills in what depends on the business: choices, and the marks that its country knows."""
        self.source = source
        self.held_before: frozenset[str] = frozenset()
        self.country = country_of(business)
        self.category.choices = category_choices()
        self.vat_class.choices = vat_choices(self.country)
        self.allergens.choices = allergen_choices()
        self.withdrawal_exception.choices = withdrawal_choices()
        for end in ("from", "to"):
            self[f"season_{end}_day"].choices = day_choices()
            self[f"season_{end}_month"].choices = month_choices()
        return self

    def add_row(self) -> None:
        """One more empty row of variants, while there is room."""
        if len(self.variants) < MOST_VARIANTS + EMPTY_ROWS:
            self.variants.append_entry()

    def columns(self) -> list[tuple[str, WordsForm]]:
        """The texts by language, the source first."""
        return [(code, self[code].form) for code in dict.fromkeys((self.source, *LANGUAGES))]

    def validate_category(self, field: SelectField) -> None:
        known = category_index().get(field.data)
        if known is None:
            raise ValidationError(_l("Choose a category."))
        if not known.accepts(self.kind.data):
            raise ValidationError(
                _l("Products do not go into this category.")
                if self.kind.data == "product"
                else _l("Services do not go into this category.")
            )

    def validate_season_to_month(self, _field: SelectField) -> None:
        parts = [self[f"season_{end}_{part}"].data for end in ("from", "to") for part in ("day", "month")]
        if any(parts) and not all(parts):
            raise ValidationError(_l("Give the season both a first and a last day, or neither."))
        for day, month in (parts[:2], parts[2:]):
            if month and not _exists(f"{month}-{day}"):
                raise ValidationError(_l("This month has no such day."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Checks what no single field can: the source needs a name, because the address is made from it."""
        valid = super().validate(extra_validators)
        title = self[self.source].form.title
        if not title.data:
            title.errors = [*title.errors, str(_l("Give it a name."))]
            valid = False
        return valid

    def draft(self) -> ListingDraft:
        """What was typed about the listing, after it was validated."""
        return ListingDraft(
            kind=self.kind.data,
            category=self.category.data,
            language=self.source,
            words={code: column.words() for code, column in self.columns()},
            vat_class=VatClass(self.vat_class.data),
            buyable=self.buyable.data,
            allergens=self.allergens.data or (),
            allergens_declared=self.allergens_declared.data,
            alcohol_content=self.alcohol_content.data or "",
            facts={name: self[name].data or "" for name in FACTS},
            season_first=self._season("from"),
            season_last=self._season("to"),
            withdrawal_exception=self.withdrawal_exception.data or "",
            labels=self._held_labels(),
        )

    def variant_drafts(self) -> list[VariantDraft]:
        """The rows that count, in their order."""
        rows = (entry.form for entry in self.variants)
        return [row.draft() for row in rows if not row.is_blank() and not row.remove.data]

    def _held_labels(self) -> dict[str, str]:
        known = {each.slug for each in known_labels(self.country, self.held_before)}
        rows = (entry.form for entry in self.labels)
        return {row.label.data: row.certificate.data or "" for row in rows if row.held.data and row.label.data in known}

    def _season(self, end: str) -> str:
        month, day = self[f"season_{end}_month"].data, self[f"season_{end}_day"].data
        return f"{month}-{day}" if month and day else ""


def _exists(text: str) -> bool:
    try:
        return bool(month_day(text))
    except ValueError:
        return False


def form_for_new(business: Business, kind: str, category_slug: str) -> ListingForm:
    """The empty form of a new listing, with what is usual in its category filled in; a posted one as it was typed."""
    country = country_of(business)
    exception = usual_withdrawal_exception(category_slug)
    data = {
        "kind": kind,
        "category": category_slug,
        "vat_class": category_index()[category_slug].vat_class(country).value,
        "withdrawal_exception": exception.slug if exception else "",
        "buyable": kind == "product",
        "variants": [{"unit": "piece" if kind == "product" else "person"}] * 2,
        "labels": _label_rows(country, {}),
    }
    return ListingForm(data=data).prepare(business, business.language)


def form_of(listing: Listing) -> ListingForm:
    """The form that shows a listing as it is; a posted one as it was typed."""
    country = country_of(listing.business)
    data: dict[str, Any] = {
        "kind": listing.kind,
        "category": listing.category,
        **{code: words_of(listing, code) for code in LANGUAGES},
        "variants": [*(row_of(each) for each in listing.variants if each.active), *({} for _ in range(EMPTY_ROWS))],
        "buyable": listing.buyable,
        "vat_class": listing.vat_class,
        "allergens": listing.allergens,
        "allergens_declared": listing.allergens_declared,
        "alcohol_content": listing.alcohol_content,
        **{name: listing.facts.get(name, "") for name in FACTS},
        **_season_data(listing),
        "withdrawal_exception": listing.withdrawal_exception,
        "labels": _label_rows(country, {row.label: row.certificate for row in listing.labels}),
    }
    form = ListingForm(data=data).prepare(listing.business, listing.language)
    form.held_before = frozenset(row.label for row in listing.labels)
    return form


def known_labels(country: str, held: Iterable[str] = ()) -> list[Label]:
    """The marks that a form offers: those of the country, and those that the listing carries already."""
    return [each for each in labels() if each.allowed_in(country) or each.slug in held]


def _label_rows(country: str, held: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"label": each.slug, "held": each.slug in held, "certificate": held.get(each.slug, "")}
        for each in known_labels(country, held)
    ]


def _season_data(listing: Listing) -> dict[str, str]:
    data: dict[str, str] = {}
    for end, text in (("from", listing.season_first), ("to", listing.season_last)):
        month, _, day = text.partition("-")
        data |= {f"season_{end}_day": day, f"season_{end}_month": month}
    return data
