"""The list of a business's listings, with stock and price to be changed in place, and their states."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.catalog import operations
from marketplace.catalog.forms import SENTENCES, missing_words, read_price, read_stock, typed_price
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.queries import (
    ON_SHELF,
    amount_of,
    count_of,
    identity_of,
    listings_of,
    missing_of,
    name_of,
    picture_url,
    title_of,
)
from marketplace.catalog.rules import LISTING_STATES, ListingIncomplete, ListingState
from marketplace.catalog.views.blueprint import blueprint, own_business, own_listing
from marketplace.catalog.views.words import STATES, incomplete
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.web.access import Access, access
from marketplace.web.i18n import language
from marketplace.web.pagination import Pagination, page_number
from marketplace.web.problems import say

PER_PAGE = 30


@blueprint.get("/")
@access(Access.OWNER)
def index(slug: str) -> str:
    return _page(slug)


@blueprint.post("/<listing_slug>/stock/")
@access(Access.OWNER)
def stock(slug: str, listing_slug: str) -> Response | tuple[str, int]:
    try:
        with transaction():
            listing = own_listing(slug, listing_slug)
            variant = _variant(listing, request.form.get("variant", ""))
            price, left = read_price(request.form.get("price")), read_stock(request.form.get("stock"))
            operations.lock_for_change(listing)
            operations.set_price(variant, price, current_user.id)
            if request.form.get("stock") != request.form.get("stock_was"):
                operations.set_stock(variant, left, current_user.id)
    except Invalid as problem:
        return _page(slug, request.form.get("variant"), say(problem, SENTENCES)), 422
    flash(_("Noted."), "success")
    return redirect(url_for("catalog_owner.index", slug=slug) + f"#listing-{listing.id}", 303)


@blueprint.post("/<listing_slug>/publish/")
@access(Access.OWNER)
def publish(slug: str, listing_slug: str) -> Response:
    return _move(slug, listing_slug, operations.publish, _("It is in the shop."))


@blueprint.post("/<listing_slug>/pause/")
@access(Access.OWNER)
def pause(slug: str, listing_slug: str) -> Response:
    return _move(slug, listing_slug, operations.pause, _("It is put aside: visitors do not see it."))


@blueprint.post("/<listing_slug>/resume/")
@access(Access.OWNER)
def resume(slug: str, listing_slug: str) -> Response:
    return _move(slug, listing_slug, operations.resume, _("It is back in the shop."))


@blueprint.post("/<listing_slug>/archive/")
@access(Access.OWNER)
def archive(slug: str, listing_slug: str) -> Response:
    return _move(slug, listing_slug, operations.archive, _("It is taken away. Orders that hold it stay as they are."))


def _move(slug: str, listing_slug: str, verb: Callable[[Listing, int | None], None], done: str) -> Response:
    shelf = url_for("catalog_owner.index", slug=slug)
    edit = url_for("catalog_owner.edit", slug=slug, listing_slug=listing_slug)
    try:
        with transaction():
            verb(own_listing(slug, listing_slug), current_user.id)
    except ListingIncomplete as problem:
        flash(incomplete(problem), "error")
        return redirect(edit, 303)
    except Conflict:
        flash(_("That is not possible any more: it changed meanwhile."), "error")
        return redirect(shelf, 303)
    flash(done, "success")
    return redirect(edit if request.form.get("back") == "edit" else shelf, 303)


def _page(slug: str, wrong_variant: str | None = None, wrong: str | None = None) -> str:
    business = own_business(slug)
    archived = request.args.get("archived") == "1"
    states = (ListingState.ARCHIVED,) if archived else ON_SHELF
    number = page_number()
    pagination = Pagination(number, PER_PAGE, count_of(business, states))
    if number > pagination.pages:
        abort(404)
    identity = identity_of(business)
    found = listings_of(business, states, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "catalog/shelf.html",
        business=business,
        rows=[_row(listing, missing_words(listing, missing_of(listing, identity))) for listing in found],
        pagination=pagination,
        archived=archived,
        wrong_variant=wrong_variant,
        wrong=wrong,
        typed=request.form,
    )


def _row(listing: Listing, missing: object) -> dict[str, object]:
    state = ListingState(listing.state)
    return {
        "listing": listing,
        "title": title_of(listing, language()),
        "picture": picture_url(listing, "small"),
        "state": STATES[state],
        "events": [event.value for event in LISTING_STATES.events_from(state)],
        "missing": missing if state in (ListingState.DRAFT, ListingState.PAUSED) else [],
        "variants": [_variant_row(each, listing) for each in listing.variants if each.active],
    }


def _variant_row(variant: Variant, listing: Listing) -> dict[str, object]:
    name = name_of(variant, listing, language())
    return {
        "id": variant.id,
        "name": name,
        "amount": amount_of(variant),
        "price": typed_price(variant.price),
        "stock": "" if variant.stock is None else str(variant.stock),
    }


def _variant(listing: Listing, number: str) -> Variant:
    found = next((each for each in listing.variants if str(each.id) == number and each.active), None)
    return found or abort(404)
