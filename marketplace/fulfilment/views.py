"""The owner's pages of collection places and their weekly slots."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.forms.card import all_places, place_label
from marketplace.businesses.models import Business
from marketplace.businesses.queries import get_business_for
from marketplace.facts.transaction import transaction
from marketplace.fulfilment import operations
from marketplace.fulfilment.forms import PlaceForm, SlotForm, cutoff_words
from marketplace.fulfilment.models import CollectionPlace
from marketplace.fulfilment.queries import get_place_for, get_slot_for, place_value, places_for
from marketplace.kernel.errors import Conflict
from marketplace.territories.queries import commune
from marketplace.web.access import Access, access

blueprint = Blueprint("fulfilment_owner", __name__, url_prefix="/dashboard/<slug>/places")
Page = str | Response | tuple[str, int]
PLACE = "<int(max=2147483647):place_id>"
SLOT = "<int(max=2147483647):slot_id>"


@blueprint.get("/")
@access(Access.OWNER)
def index(slug: str) -> Page:
    business = get_business_for(current_user, slug)
    return render_template(
        "fulfilment/index.html",
        business=business,
        places=places_for(business),
        value=place_value,
        cutoff=cutoff_words,
    )


@blueprint.route("/new/", methods=["GET", "POST"])
@access(Access.OWNER)
def create_place(slug: str) -> Page:
    business = get_business_for(current_user, slug)
    form = PlaceForm(commune=place_label(commune(business.commune)))  # most hand over where they are
    if form.validate_on_submit():
        try:
            with transaction():
                place = operations.add_place(business, form.draft(), current_user.id)
                place_id = place.id
        except Conflict as problem:
            form.form_errors.append(_("%(most)s places are as many as there can be.", most=problem.params["most"]))
        else:
            flash(_("Saved. Now say when you are there."), "success")
            return redirect(url_for("fulfilment_owner.create_slot", slug=slug, place_id=place_id), 303)
    return _place_page(business, form, None)


@blueprint.route(f"/{PLACE}/", methods=["GET", "POST"])
@access(Access.OWNER)
def edit_place(slug: str, place_id: int) -> Page:
    place = get_place_for(current_user, slug, place_id)
    form = PlaceForm(place)
    if form.validate_on_submit():
        with transaction():
            operations.change_place(place, form.draft(), current_user.id)
        flash(_("Saved. Orders placed before keep the address they were placed with."), "success")
        return _to_index(slug)
    return _place_page(place.business, form, place)


@blueprint.post(f"/{PLACE}/remove/")
@access(Access.OWNER)
def remove_place(slug: str, place_id: int) -> Page:
    with transaction():
        kept = operations.remove_place(get_place_for(current_user, slug, place_id), current_user.id)
    flash(_("No longer offered. Orders placed there stay as they are.") if kept else _("Taken away."), "success")
    return _to_index(slug)


@blueprint.post(f"/{PLACE}/use-again/")
@access(Access.OWNER)
def use_place_again(slug: str, place_id: int) -> Page:
    with transaction():
        operations.use_place_again(get_place_for(current_user, slug, place_id), current_user.id)
    flash(_("Offered again."), "success")
    return _to_index(slug)


@blueprint.route(f"/{PLACE}/times/new/", methods=["GET", "POST"])
@access(Access.OWNER)
def create_slot(slug: str, place_id: int) -> Page:
    place = get_place_for(current_user, slug, place_id)
    form = SlotForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.add_slot(place, form.draft(), current_user.id)
        except Conflict as problem:
            form.form_errors.append(_("%(most)s times are as many as there can be.", most=problem.params["most"]))
        else:
            flash(_("Saved. Visitors can choose this time from now on."), "success")
            return _to_index(slug)
    return _slot_page(place, form, None)


@blueprint.route(f"/times/{SLOT}/", methods=["GET", "POST"])
@access(Access.OWNER)
def edit_slot(slug: str, slot_id: int) -> Page:
    slot = get_slot_for(current_user, slug, slot_id)
    form = SlotForm(slot)
    if form.validate_on_submit():
        with transaction():
            operations.change_slot(slot, form.draft(), current_user.id)
        flash(_("Saved. Orders placed before keep the time they were placed for."), "success")
        return _to_index(slug)
    return _slot_page(slot.place, form, slot_id)


@blueprint.post(f"/times/{SLOT}/remove/")
@access(Access.OWNER)
def remove_slot(slug: str, slot_id: int) -> Page:
    with transaction():
        kept = operations.remove_slot(get_slot_for(current_user, slug, slot_id), current_user.id)
    flash(_("No longer offered. Orders placed for it stay as they are.") if kept else _("Taken away."), "success")
    return _to_index(slug)


@blueprint.post(f"/times/{SLOT}/use-again/")
@access(Access.OWNER)
def use_slot_again(slug: str, slot_id: int) -> Page:
    with transaction():
        operations.use_slot_again(get_slot_for(current_user, slug, slot_id), current_user.id)
    flash(_("Offered again."), "success")
    return _to_index(slug)


def _place_page(business: Business, form: PlaceForm, place: CollectionPlace | None) -> Page:
    page = render_template("fulfilment/place.html", business=business, form=form, place=place, places=all_places())
    return (page, 422) if form.errors else page


def _slot_page(place: CollectionPlace, form: SlotForm, slot_id: int | None) -> Page:
    page = render_template("fulfilment/slot.html", business=place.business, place=place, form=form, slot_id=slot_id)
    return (page, 422) if form.errors else page


def _to_index(slug: str) -> Response:
    return redirect(url_for("fulfilment_owner.index", slug=slug), 303)
