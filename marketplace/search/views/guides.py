"""The pages of territories, communes and categories."""

from typing import Any

from flask import abort, render_template

from marketplace.businesses.queries import business_cards_of
from marketplace.catalog.queries import cards_of
from marketplace.facts.services import now
from marketplace.search.queries.places import (
    counts_by_category,
    counts_by_commune,
    counts_by_territory,
    listings_in,
    newest_businesses,
)
from marketplace.search.views.blueprint import blueprint
from marketplace.taxonomy.queries import category_index, children, name, top_categories
from marketplace.territories.queries import (
    commune_by_slug,
    communes_of,
    territories,
    territory_index,
)
from marketplace.web.access import Access, access
from marketplace.web.fragments import fragments, page
from marketplace.web.i18n import language
from marketplace.web.pagination import Pagination, page_number

PER_PAGE = 24
SOME = 8


@blueprint.get("/territories/", endpoint="territories")
@access(Access.ANYONE)
def all_territories() -> str:
    return render_template("search/territories.html", all=territories(), counts=counts_by_territory())


@blueprint.get("/territories/<slug>/")
@access(Access.ANYONE)
def territory(slug: str) -> str:
    here = territory_index().get(slug) or abort(404)
    makers = newest_businesses(SOME, territory=slug)
    things = listings_in(SOME, territory=slug)
    counts = counts_by_commune(slug)
    at = now()
    key = ("territory", language(), slug, at.strftime("%Y-%m-%dT%H:%M"), makers, things, tuple(counts.items()))

    def body() -> str:
        return render_template(
            "search/_territory.html",
            here=here,
            guide=here.guide.within(language()),
            makers=business_cards_of(makers, language(), at),
            things=cards_of(things, language(), at),
            communes=[(each, counts[each.code]) for each in communes_of(slug) if each.code in counts],
            total=sum(counts.values()),
            neighbours=[territory_index()[each] for each in here.neighbours],
        )

    return page(key, lambda: render_template("search/territory.html", here=here, body=fragments.get(key, body)))


@blueprint.get("/communes/<slug>/")
@access(Access.ANYONE)
def commune(slug: str) -> str:
    try:
        here = commune_by_slug(slug)
    except LookupError:
        abort(404)
    at = now()
    makers = newest_businesses(PER_PAGE, commune=here.code)
    things = listings_in(PER_PAGE, commune=here.code)
    near = () if makers else newest_businesses(SOME, territory=here.territory)
    key = ("commune", language(), slug, at.strftime("%Y-%m-%dT%H:%M"), makers, things, near)

    def body() -> str:
        return render_template(
            "search/_commune.html",
            here=here,
            territory=territory_index()[here.territory],
            makers=business_cards_of(makers, language(), at),
            things=cards_of(things, language(), at),
            near=business_cards_of(near, language(), at),
        )

    return page(key, lambda: render_template("search/commune.html", here=here, body=fragments.get(key, body)))


@blueprint.get("/categories/<slug>/")
@access(Access.ANYONE)
def category(slug: str) -> str:
    here = category_index().get(slug) or abort(404)
    number = page_number()
    counts = counts_by_category(slug)
    pagination = Pagination(number, PER_PAGE, sum(counts.values()))
    if number > pagination.pages:
        abort(404)
    things = listings_in(PER_PAGE, (number - 1) * PER_PAGE, category=slug)
    key = ("category", language(), slug, number, things, tuple(sorted(counts.items())))

    def body() -> str:
        return render_template(
            "search/_category.html",
            here=here,
            title=name(here, language()),
            parent=category_index()[here.parent] if here.parent else None,
            below=[(each, name(each, language()), _count(each.slug, counts)) for each in children(slug)],
            things=cards_of(things, language()),
            pagination=pagination,
            name_of=lambda item: name(item, language()),
        )

    return page(
        key,
        lambda: render_template("search/category.html", title=name(here, language()), body=fragments.get(key, body)),
    )


def _count(slug: str, counts: dict[str, int]) -> int:
    return counts.get(slug, 0) + sum(counts.get(each.slug, 0) for each in children(slug))


@blueprint.get("/categories/")
@access(Access.ANYONE)
def categories() -> str:
    counts = counts_by_category()
    tree: list[tuple[Any, str, int, list[tuple[Any, str, int]]]] = []
    for top in top_categories():
        below = [(each, name(each, language()), counts.get(each.slug, 0)) for each in children(top.slug)]
        tree.append((top, name(top, language()), _count(top.slug, counts), below))
    return render_template("search/categories.html", tree=tree)
