"""Who you are, where, and how to reach you."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    URLField,
)
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from marketplace.businesses.forms.words import problem_words
from marketplace.kernel.errors import Invalid
from marketplace.kernel.identity import normalise_email, normalise_phone
from marketplace.taxonomy.queries import children, name, top_categories
from marketplace.territories.queries import commune_index, find_commune, territory_index
from marketplace.territories.rules import Commune
from marketplace.web.formats import language_name
from marketplace.web.forms import BaseForm, options
from marketplace.web.i18n import LANGUAGES, language

SPOKEN = ("fr", "it", "en", "de", "es", "nl", "pt", "oc", "frp", "pms")


class PlaceForm(BaseForm):
    """A commune by its name or postal code; where several fit, a second question appears."""

    commune = StringField(
        _l("Commune"),
        [DataRequired(_l("Say where you are: a commune or a postal code.")), Length(max=120)],
        description=_l("Begin to type: the name or the postal code."),
    )
    commune_code = RadioField(_l("Which of these communes?"), choices=[], validate_choice=False)

    matches: list[Commune]

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.matches = find_commune(self.commune.data or "")
        self.commune_code.choices = [(each.code, place_label(each)) for each in self.matches]

    def validate_commune(self, _field: StringField) -> None:
        if not self.matches:
            raise ValidationError(_("No commune of the seven valleys is called that. Try its postal code."))
        if self.place is None:
            raise ValidationError(_("Several communes fit. Choose yours below."))

    @property
    def place(self) -> Commune | None:
        """The commune that is meant, if that is clear."""
        chosen = [each for each in self.matches if each.code == self.commune_code.data]
        return (chosen or self.matches)[0] if len(self.matches) == 1 or chosen else None


class CreateForm(PlaceForm):
    """The first step of a card: enough to keep it."""

    name = StringField(
        _l("Name of your business"),
        [DataRequired(_l("Give the name that people know you by.")), Length(max=120)],
        description=_l("As it stands above your door. The registered name comes later."),
    )
    category = SelectField(_l("What you do"), validators=[DataRequired(_l("Choose what comes closest."))])
    language = RadioField(
        _l("The language you write in"),
        choices=options(LANGUAGES.items()),
        description=_l("Your own words come first; the other languages are translations of them."),
    )

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.category.choices = category_choices()
        if not self.language.data or self.language.data == "None":
            self.language.data = language()


class CardForm(PlaceForm):
    """What stands on the card besides its texts."""

    name = StringField(
        _l("Name of your business"), [DataRequired(_l("Give the name that people know you by.")), Length(max=120)]
    )
    category = SelectField(_l("What you do"), validators=[DataRequired(_l("Choose what comes closest."))])
    contact_name = StringField(
        _l("Your name"), [Optional(), Length(max=120)], description=_l("Who people meet: “Solène and Yann”.")
    )
    address = TextAreaField(
        _l("Address"), [Optional(), Length(max=300)], description=_l("Street and number, or hamlet.")
    )
    postal_code = StringField(_l("Postal code"), [Optional(), Length(max=5)])
    phone = TelField(_l("Phone"), [Optional(), Length(max=40)], description=_l("Shown on your card."))
    email = EmailField(_l("E-mail"), [Optional(), Length(max=254)], description=_l("Shown on your card."))
    website = URLField(_l("Website"), [Optional(), Length(max=200)])
    spoken = SelectMultipleField(_l("Languages you speak with visitors"))

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.category.choices = category_choices()
        self.spoken.choices = [(code, language_name(code)) for code in SPOKEN]

    def validate_postal_code(self, field: StringField) -> None:
        place = self.place
        if place and field.data not in place.postal_codes:
            raise ValidationError(
                _("%(commune)s has the postal code %(codes)s.", commune=place.name, codes=", ".join(place.postal_codes))
            )

    def validate_phone(self, field: TelField) -> None:
        country = self.place.country if self.place else "FR"
        field.data = _checked(normalise_phone, field.data, country)

    def validate_email(self, field: EmailField) -> None:
        field.data = _checked(normalise_email, field.data)

    def validate_website(self, field: URLField) -> None:
        typed = field.data if "://" in field.data else f"https://{field.data}"
        try:
            parts = urlsplit(typed)
            host = parts.hostname or ""
        except ValueError:
            host = ""
        if not host or "." not in host or any(c.isspace() for c in typed) or parts.scheme not in ("http", "https"):
            raise ValidationError(_("This is no address of a website. It looks like https://example.org."))
        field.data = typed


def category_choices() -> dict[str, list[tuple[str, str]]]:
    """All categories under their tops, for a select."""
    return {"": [("", _("Choose what comes closest"))]} | {
        name(top, language()): [(each.slug, name(each, language())) for each in children(top.slug)]
        for top in top_categories()
    }


def place_label(commune: Commune) -> str:
    """How a commune is offered, such as "73480 Bessans"; `find_commune` reads it back."""
    return f"{commune.postal_codes[0]} {commune.name}"


def all_places() -> Iterable[tuple[str, str]]:
    """Every commune's label with its valley, for suggestions while typing."""
    return ((place_label(each), territory_index()[each.territory].name) for each in commune_index().values())


def _checked(check: Any, *typed: str) -> str:
    try:
        return str(check(*typed))
    except Invalid as problem:
        raise ValidationError(problem_words(problem)) from None
