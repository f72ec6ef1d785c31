"""Photos of the card: the first is its cover."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from marketplace.businesses.forms import PhotoForm, PhotoTextForm, problem_words
from marketplace.businesses.models import Business
from marketplace.businesses.operations import add_photo, describe_photo, move_photo_up, remove_photo
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.views.blueprint import blueprint, page
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Problem
from marketplace.media.operations import upload
from marketplace.media.queries import cover_url, is_ready, photo_url
from marketplace.media.rules import PhotoState
from marketplace.ports.images import MAX_BYTES
from marketplace.web.access import Access, access


@blueprint.route("/<slug>/photos/", methods=["GET", "POST"])
@access(Access.OWNER)
def photos(slug: str) -> Response | str:
    business = get_business_for(current_user, slug)
    form = PhotoForm()
    if form.validate_on_submit():
        error = _add(business, [each for each in form.photo.data or () if each.filename])
        if error is None:
            return redirect(url_for("businesses_owner.photos", slug=slug), 303)
        return page("businesses/photos.html", business, form, error=error, **_shown(business))
    return page("businesses/photos.html", business, form, error=None, **_shown(business))


@blueprint.post("/<slug>/photos/<int(max=2147483647):photo_id>/")
@access(Access.OWNER)
def photo(slug: str, photo_id: int) -> Response:
    """What is done to one photo: `do` is describe, up or remove."""
    business = get_business_for(current_user, slug)
    form = PhotoTextForm()
    wanted = request.form.get("do")
    with transaction():
        if wanted == "remove":
            remove_photo(business, photo_id)
        elif wanted == "up":
            move_photo_up(business, photo_id)
        elif form.validate():
            describe_photo(business, photo_id, {code: form[code].data or "" for code in ("fr", "it", "en")})
    flash(_("Saved."), "success")
    return redirect(url_for("businesses_owner.photos", slug=slug), 303)


def _add(business: Business, files: list[FileStorage]) -> str | None:
    """Keeps the photos one by one; what is wrong with the first that cannot be kept."""
    if not files:
        return _("Choose a photo first.")
    for file in files:
        try:
            with transaction():
                add_photo(business, upload(current_user, file.read(MAX_BYTES + 1)))
        except Problem as problem:
            return problem_words(problem)
    return None


def _shown(business: Business) -> dict[str, object]:
    rows = [
        {
            "id": row.photo_id,
            "url": photo_url(row.photo, "small")
            if is_ready(row.photo)
            else cover_url("business", business.slug, business.territory),
            "alt": row.alt.get(business.language, ""),
            "words": row.alt,
            "ready": is_ready(row.photo),
            "refused": problem_words(Problem(row.photo.refusal)) if row.photo.state == PhotoState.REFUSED else "",
        }
        for row in business.photos
    ]
    return {"photos": rows, "most_bytes": MAX_BYTES}
