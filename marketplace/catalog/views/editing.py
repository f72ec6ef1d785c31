"""Making a listing and changing it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.models import Business
from marketplace.businesses.rules import BusinessState
from marketplace.catalog import operations
from marketplace.catalog.forms import (
    ListingForm,
    asked_words,
    blame_missing,
    form_for_new,
    form_of,
    missing_words,
    stale_languages,
)
from marketplace.catalog.models import Listing
from marketplace.catalog.queries import country_of, identity_of, local_day, missing_of, page_of, title_of, why_hidden
from marketplace.catalog.rules import LISTING_STATES, ListingEvent, ListingIncomplete, ListingKind, ListingState
from marketplace.catalog.views.blueprint import blueprint, own_business, own_listing
from marketplace.catalog.views.words import STATES, incomplete
from marketplace.facts.transaction import transaction
from marketplace.taxonomy.queries import category_index, children, duties_for, label_index, name, top_categories
from marketplace.web.access import Access, access
from marketplace.web.i18n import language

Page = str | Response | tuple[str, int]


@blueprint.get("/create/")
@access(Access.OWNER)
def create(slug: str) -> Page:
    business = own_business(slug)
    kind, category = request.args.get("kind", ""), request.args.get("category", "")
    if not _fits(kind, category):
        return _first_step(business, kind, category)
    return _page(business, None, form_for_new(business, kind, category))


@blueprint.post("/create/")
@access(Access.OWNER)
def add(slug: str) -> Page:
    business = own_business(slug)
    kind, category = request.form.get("kind", ""), request.form.get("category", "")
    if category not in category_index():
        return _first_step(business, kind, category)
    form = form_for_new(business, kind, category)
    if "add_row" in request.form:
        form.add_row()
        return _page(business, None, form)
    if not form.validate():
        return _page(business, None, form), 422
    with transaction():
        listing = operations.create_listing(own_business(slug), form.draft(), form.variant_drafts(), current_user.id)
    return _saved(listing, slug)


@blueprint.get("/<listing_slug>/")
@access(Access.OWNER)
def edit(slug: str, listing_slug: str) -> Page:
    listing = own_listing(slug, listing_slug)
    return _page(listing.business, listing, form_of(listing))


@blueprint.get("/<listing_slug>/preview/")
@access(Access.OWNER)
def preview(slug: str, listing_slug: str) -> Page:
    """The page as visitors would see it, whether they may or not."""
    listing = own_listing(slug, listing_slug)
    return render_template(
        "catalog/preview.html",
        business=listing.business,
        listing=listing,
        page=page_of(listing, language(), local_day()),
        maker_url=url_for("businesses.show", slug=slug),
        preview=True,
    )


@blueprint.post("/<listing_slug>/")
@access(Access.OWNER)
def save(slug: str, listing_slug: str) -> Page:
    listing = own_listing(slug, listing_slug)
    form = form_of(listing)
    if "add_row" in request.form:
        form.add_row()
        return _page(listing.business, listing, form)
    if not form.validate():
        return _page(listing.business, listing, form), 422
    try:
        with transaction():
            listing = own_listing(slug, listing_slug)
            operations.change_listing(listing, form.draft(), form.variant_drafts(), current_user.id)
    except ListingIncomplete as problem:
        listing = own_listing(slug, listing_slug)
        blame_missing(form, missing_words(listing, problem.missing))
        return _page(listing.business, listing, form), 422
    return _saved(listing, slug)


@blueprint.post("/<listing_slug>/address/")
@access(Access.OWNER)
def rename(slug: str, listing_slug: str) -> Response:
    wished = request.form.get("address", "").strip()[:200]
    with transaction():
        listing = own_listing(slug, listing_slug)
        if wished:
            operations.rename(listing, wished)
        address = listing.slug
    if wished:
        flash(_("The page is now at …/%(address)s/. The address it had leads there.", address=address), "success")
    return redirect(url_for("catalog_owner.edit", slug=slug, listing_slug=address), 303)


def _saved(listing: Listing, slug: str) -> Response:
    """Publishes too where that was asked for, in a transaction of its own: what was typed is kept either way."""
    here = url_for("catalog_owner.edit", slug=slug, listing_slug=listing.slug)
    if "publish" not in request.form:
        flash(_("Saved."), "success")
        return redirect(here, 303)
    try:
        with transaction():
            operations.publish(own_listing(slug, listing.slug), current_user.id)
    except ListingIncomplete as problem:
        flash(_("Saved."), "success")
        flash(incomplete(problem), "warning")
    else:
        flash(_("Saved, and in the shop."), "success")
    return redirect(here, 303)


def _first_step(business: Business, kind: str, category: str) -> str:
    tree = [
        (name(top, language()), [(each, name(each, language())) for each in (top, *children(top.slug))])
        for top in top_categories()
    ]
    values = {"business": business, "tree": tree, "kind": kind, "category": category}
    return render_template("catalog/first_step.html", asked="category" in request.values, **values)


def _page(business: Business, listing: Listing | None, form: ListingForm) -> str:
    category = category_index().get(form.category.data or "")
    bound = duties_for(country_of(business), category.slug, form.kind.data, local_day()) if category else []
    duties = {duty.field: duty for duty in bound}
    values = _about(listing) if listing else {"missing": [], "stale": set(), "may_publish": True}
    return render_template(
        "catalog/edit.html",
        business=business,
        listing=listing,
        form=form,
        category=category,
        duties=duties,
        words=asked_words(category, form.kind.data, duties),
        label_index=label_index(),
        waits=business.state != BusinessState.APPROVED,
        **values,
    )


def _about(listing: Listing) -> dict[str, object]:
    state = ListingState(listing.state)
    return {
        "title": title_of(listing, language()),
        "state": STATES[state],
        "missing": missing_words(listing, missing_of(listing, identity_of(listing.business))),
        "stale": stale_languages(listing),
        "hidden": why_hidden(listing),
        "visible": state == ListingState.LIVE and listing.business.state == BusinessState.APPROVED,
        "may_publish": ListingEvent.PUBLISH in LISTING_STATES.events_from(state),
    }


def _fits(kind: str, category: str) -> bool:
    known = category_index().get(category)
    return kind in list(ListingKind) and known is not None and known.accepts(kind)
