"""The photos of a listing: sent, described, put in order, taken away."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.catalog import operations
from marketplace.catalog.models import Listing, ListingPhoto
from marketplace.catalog.queries import title_of
from marketplace.catalog.views.blueprint import blueprint, own_listing
from marketplace.catalog.views.words import PHOTO_REFUSALS, photo_refused
from marketplace.extensions import limiter
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Problem
from marketplace.kernel.texts import LANGUAGES
from marketplace.media.operations import upload
from marketplace.media.queries import cover_url, photo_url
from marketplace.media.rules import MOST_PHOTOS, PhotoState
from marketplace.ports.images import MAX_BYTES
from marketplace.ports.storage import StorageUnavailable
from marketplace.taxonomy.queries import category_index
from marketplace.web.access import Access, access
from marketplace.web.i18n import language

LONGEST_ALT = 200


@blueprint.get("/<listing_slug>/photos/")
@access(Access.OWNER)
def photos(slug: str, listing_slug: str) -> str:
    return _page(slug, listing_slug)


@blueprint.post("/<listing_slug>/photos/")
@access(Access.OWNER)
@limiter.limit("120/hour")
def send(slug: str, listing_slug: str) -> Response | tuple[str, int]:
    files = [each for each in request.files.getlist("photo") if each.filename]
    if not files:
        return _page(slug, listing_slug, _("Choose one photo or several first.")), 422
    for file in files:
        data = file.stream.read(MAX_BYTES + 1)
        try:
            with transaction():
                listing = own_listing(slug, listing_slug)
                operations.add_photo(listing, upload(current_user, data), current_user.id)
        except StorageUnavailable:
            return _page(slug, listing_slug, _("Photos cannot be kept at the moment. Please try again later.")), 503
        except Problem as problem:
            if problem.code not in PHOTO_REFUSALS and not problem.code.startswith("too-many-photos"):
                raise
            return _page(slug, listing_slug, photo_refused(problem)), 422
    return redirect(_here(slug, listing_slug), 303)


@blueprint.post("/<listing_slug>/photos/<int(max=2147483647):shown_id>/")
@access(Access.OWNER)
def photo(slug: str, listing_slug: str, shown_id: int) -> Response:
    with transaction():
        listing = own_listing(slug, listing_slug)
        shown = next((each for each in listing.photos if each.id == shown_id), None) or abort(404)
        if "remove" in request.form:
            operations.remove_photo(listing, shown, current_user.id)
        else:
            order = _moved(listing, shown, request.form.get("move", ""))
            operations.change_photos(listing, order, {shown.id: _alt()}, current_user.id)
    flash(_("The photo is gone.") if "remove" in request.form else _("Noted."), "success")
    return redirect(_here(slug, listing_slug), 303)


def _page(slug: str, listing_slug: str, error: str | None = None) -> str:
    listing = own_listing(slug, listing_slug)
    cover = cover_url(
        "listing", listing.slug, listing.business.territory, category_index()[listing.category].emblem
    )  # stands in while a photo is being prepared
    return render_template(
        "catalog/photos.html",
        business=listing.business,
        listing=listing,
        title=title_of(listing, language()),
        photos=[_shown(each, cover) for each in listing.photos],
        most=MOST_PHOTOS,
        most_bytes=MAX_BYTES,
        error=error,
        waiting=any(each.photo.state == PhotoState.WAITING for each in listing.photos),
    )


def _shown(row: ListingPhoto, cover: str) -> dict[str, object]:
    state = PhotoState(row.photo.state)
    return {
        "id": row.id,
        "url": photo_url(row.photo, "small") if state == PhotoState.READY else cover,
        "ready": state != PhotoState.WAITING,
        "refused": PHOTO_REFUSALS.get(row.photo.refusal) if state == PhotoState.REFUSED else None,
        "alt": row.alt.get(language(), ""),
        "alts": row.alt,
    }


def _moved(listing: Listing, shown: ListingPhoto, where: str) -> list[int]:
    """The ids in their order, with one photo a place further towards the front or the back."""
    order = [each.id for each in listing.photos]
    place = order.index(shown.id)
    other = place + {"front": -1, "back": 1}.get(where, 0)
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order


def _alt() -> dict[str, str]:
    typed = {code: request.form.get(f"alt_{code}", "")[:LONGEST_ALT] for code in LANGUAGES}
    return {code: "".join(each for each in text if each.isprintable()).strip() for code, text in typed.items()}


def _here(slug: str, listing_slug: str) -> str:
    return url_for("catalog_owner.photos", slug=slug, listing_slug=listing_slug)
