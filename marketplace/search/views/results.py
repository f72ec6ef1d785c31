"""Search over businesses and listings together."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from marketplace.businesses.queries import business_cards, open_business_ids
from marketplace.catalog.queries import listing_cards
from marketplace.facts.services import now, services
from marketplace.ports.search import DocumentKind, Facet, ListingKind, SearchPage, SearchQuery, Sort
from marketplace.search.rules import KINDS, Asked, read_question
from marketplace.search.views.blueprint import blueprint
from marketplace.search.views.scenery import dot, outlines, tiles, view_box
from marketplace.taxonomy.queries import category_index, label_index, name
from marketplace.territories.queries import commune_index, find_commune, territories, territory_index
from marketplace.web.access import Access, access
from marketplace.web.i18n import language
from marketplace.web.pagination import Pagination, page_number

PER_PAGE = 24
FACETS = {"territory": Facet.TERRITORY, "category": Facet.CATEGORY, "label": Facet.LABEL, "commune": Facet.COMMUNE}


@dataclass(frozen=True, slots=True)
class Place:
    """What "where" was understood as."""

    name: str
    filter: str  # commune or territory
    value: str
    wider: str | None  # the territory around a commune


@blueprint.get("/search/")
@access(Access.ANYONE)
def search() -> str | Response:
    asked = _asked()
    number = page_number()
    place = understood(asked.near)
    services().search.refresh()
    found = services().search.search(_query(asked, place, number))
    pagination = Pagination(number, PER_PAGE, found.total)
    if number > pagination.pages:
        return redirect(url_for("search.search", **asked.address()), 302)
    cards = _cards(found)
    return render_template(
        "search/search.html",
        asked=asked,
        place=place,
        found=found,
        cards=cards,
        pagination=pagination,
        facets=_facets(asked, found),
        chips=_chips(asked, place),
        label_of=lambda kind, value: _label(kind, value),
        outlines=outlines(),
        view_box=view_box(),
        tiles=tiles(),
        dots=_dots(cards, pagination),
        robots="noindex" if asked.q or asked.filtered or asked.sort != "relevance" else None,
    )


def _asked() -> Asked:
    known: dict[str, Any] = {
        "territory": territory_index(),
        "commune": commune_index(),
        "category": category_index(),
        "label": label_index(),
        "kind": dict.fromkeys(KINDS),
    }
    return read_question(request.args.to_dict(flat=False), known)


def understood(text: str) -> Place | None:
    """A valley or a commune by its name or postal code; None where nothing fits or nothing was typed."""
    if not text:
        return None
    for each in territories():
        if each.name.casefold() == text.casefold():
            return Place(each.name, "territory", each.slug, None)
    communes = find_commune(text)
    if not communes:
        return None
    first = communes[0]
    return Place(first.name, "commune", first.code, first.territory)


def _query(asked: Asked, place: Place | None, number: int) -> SearchQuery:
    goods = [kind for kind in asked.kind if kind != "business"]
    kinds = set()
    if asked.kind:
        kinds = {DocumentKind.BUSINESS} if "business" in asked.kind else set()
        kinds |= {DocumentKind.LISTING} if goods else set()
    return SearchQuery(
        text=asked.q,
        language=language(),
        kinds=kinds,
        territories=[*asked.territory, *([place.value] if place and place.filter == "territory" else [])],
        communes=[*asked.commune, *([place.value] if place and place.filter == "commune" else [])],
        categories=asked.category,
        labels=asked.label,
        listing_kind=ListingKind(goods[0]) if len(goods) == 1 and len(asked.kind) == 1 else None,
        business_ids=open_business_ids(now()) if asked.open else None,
        sort=Sort(asked.sort),
        page=number,
        per_page=PER_PAGE,
    )


def _cards(found: SearchPage) -> list[tuple[str, Any]]:
    """The cards in the order found, with their kind; what is no longer visible is left out."""
    at = now()
    numbers = [document.partition(":") for document in found.ids]
    businesses = [int(number) for kind, _colon, number in numbers if kind == "business"]
    listings = [int(number) for kind, _colon, number in numbers if kind == "listing"]
    cards: dict[str, Any] = {f"business:{card.id}": card for card in business_cards(businesses, language(), at)}
    cards |= {f"listing:{card.id}": card for card in listing_cards(listings, language(), at, opening=True)}
    return [(document.partition(":")[0], cards[document]) for document in found.ids if document in cards]


def _dots(cards: list[tuple[str, Any]], pagination: Pagination) -> list[dict[str, Any]]:
    start = (pagination.number - 1) * pagination.per_page + 1
    dots = []
    for number, (kind, card) in enumerate(cards, start):
        x, y = dot(card.lat, card.lng)
        title = card.name if kind == "business" else card.title
        target = f"r{number}"
        dots.append(
            {
                "x": x,
                "y": y,
                "lat": card.lat,
                "lng": card.lng,
                "number": number,
                "label": f"{number}, {title}, {card.commune}",
                "url": f"#{target}",
                "target": target,
                "territory": card.territory,
            }
        )
    return dots


def _label(kind: str, value: str) -> str:
    if kind == "territory":
        return territory_index()[value].name
    if kind == "commune":
        return commune_index()[value].name
    if kind == "category":
        return name(category_index()[value], language())
    if kind == "label":
        return name(label_index()[value], language())
    return {"business": _("Makers"), "product": _("Products"), "service": _("Services")}[value]


def _facets(asked: Asked, found: SearchPage) -> list[tuple[str, str, list[tuple[str, str, int, bool]]]]:
    titles = {"territory": _("Valley"), "category": _("Kind of thing"), "label": _("Marks"), "commune": _("Commune")}
    groups = []
    for filter_, facet in FACETS.items():
        chosen = getattr(asked, filter_)
        counts = found.facets[facet]
        choices = [(value, _label(filter_, value), count, value in chosen) for value, count in counts.items()]
        choices.sort(key=lambda choice: (not choice[3], -choice[2], choice[1]))
        groups.append((filter_, titles[filter_], choices[:20]))
    return groups


def _chips(asked: Asked, place: Place | None) -> list[tuple[str, str]]:
    chips = [(place.name, url_for("search.search", **asked.without("near")))] if place else []
    for filter_ in ("territory", "commune", "category", "label", "kind"):
        for value in getattr(asked, filter_):
            chips.append((_label(filter_, value), url_for("search.search", **asked.without(filter_, value))))
    if asked.open:
        chips.append((_("Open now"), url_for("search.search", **asked.without("open"))))
    return chips
