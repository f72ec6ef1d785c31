"""The directory of businesses."""

from dataclasses import dataclass

from flask import abort, render_template, request

from marketplace.businesses.queries import Directory, business_cards, directory
from marketplace.businesses.queries.directory import SORTS
from marketplace.directory.views.blueprint import blueprint
from marketplace.facts.services import now
from marketplace.taxonomy.queries import category_index, children, name, top_categories
from marketplace.territories.queries import territories, territory_index
from marketplace.web.access import Access, access
from marketplace.web.fragments import cached, page
from marketplace.web.i18n import language
from marketplace.web.pagination import Pagination, page_number

PER_PAGE = 24
Choice = tuple[str, str, int, bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; empty texts for no filter."""

    territory: str
    category: str
    sort: str

    @property
    def arguments(self) -> dict[str, str]:
        """The address's own values, without what stands for nothing."""
        values = {"territory": self.territory, "category": self.category}
        sort = {"sort": self.sort} if self.sort != SORTS[0] else {}
        return {name: value for name, value in values.items() if value} | sort


@blueprint.get("/")
@access(Access.ANYONE)
def index() -> str:
    asked = _asked()
    number = page_number()
    found = directory(asked.territory or None, asked.category or None, asked.sort, number, PER_PAGE)
    pagination = Pagination(number, PER_PAGE, found.total)
    if number > pagination.pages:
        abort(404)
    cards = business_cards(found.ids, language(), now())
    counts = tuple(sorted(found.territories.items())), tuple(sorted(found.categories.items()))
    key = ("directory", language(), asked, pagination, counts, tuple(cards))

    def body() -> str:
        return render_template(
            "businesses/_index.html",
            asked=asked,
            cards=cards,
            pagination=pagination,
            territories=_territories(found, asked),
            categories=_categories(found, asked),
            territory=territory_index().get(asked.territory),
            category=category_index().get(asked.category),
            category_name=lambda item: name(item, language()),
        )

    robots = "noindex, follow" if asked.arguments or number > 1 else None
    return page(key, lambda: render_template("businesses/index.html", body=cached(key, body), robots=robots))


def _asked() -> Asked:
    """What was asked for. An unknown territory, category or order is an address that leads nowhere: 404."""
    territory = request.args.get("territory", "")
    category = request.args.get("category", "")
    sort = request.args.get("sort", "") or SORTS[0]
    if (territory and territory not in territory_index()) or (category and category not in category_index()):
        abort(404)
    if sort not in SORTS:
        abort(404)
    return Asked(territory, category, sort)


def _territories(found: Directory, asked: Asked) -> list[Choice]:
    return [
        (each.slug, each.name, found.territories.get(each.slug, 0), each.slug == asked.territory)
        for each in territories()
        if found.territories.get(each.slug) or each.slug == asked.territory
    ]


def _categories(found: Directory, asked: Asked) -> list[Choice]:
    """The tops, and what stands under the one that was chosen."""
    chosen = category_index().get(asked.category)
    open_top = chosen.parent or chosen.slug if chosen else ""
    shown = []
    for top in top_categories():
        shown.append(top)
        if top.slug == open_top:
            shown.extend(children(top.slug))
    return [
        (each.slug, name(each, language()), found.categories.get(each.slug, 0), each.slug == asked.category)
        for each in shown
        if found.categories.get(each.slug) or each.slug == asked.category
    ]
