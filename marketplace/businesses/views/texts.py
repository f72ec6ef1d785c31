"""The card's words in three languages, side by side."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.forms import TextsForm, texts_form
from marketplace.businesses.models import Business
from marketplace.businesses.operations import set_text
from marketplace.businesses.queries import get_business_for, is_stale
from marketplace.businesses.views.blueprint import blueprint, page
from marketplace.facts.transaction import transaction
from marketplace.kernel.texts import LANGUAGES
from marketplace.web.access import Access, access


@blueprint.route("/<slug>/texts/", methods=["GET", "POST"])
@access(Access.OWNER)
def texts(slug: str) -> Response | str:
    business = get_business_for(current_user, slug)
    form = texts_form({row.language: {"tagline": row.tagline, "story": row.story} for row in business.texts})
    if not form.validate_on_submit():
        stale = {row.language for row in business.texts if is_stale(business, row)}
        return page("businesses/texts.html", business, form, order=_order(business), stale=stale)
    with transaction():
        _save(business, form)
    flash(_("Saved. Words never wait for anybody: where your card is visible, they are too."), "success")
    return redirect(url_for("businesses_owner.texts", slug=slug), 303)


def _order(business: Business) -> list[str]:
    """The languages, the one that the others translate first."""
    return sorted(LANGUAGES, key=lambda code: code != business.language)


def _save(business: Business, form: TextsForm) -> None:
    before = {row.language: (row.tagline, row.story) for row in business.texts}
    for code in _order(business):
        written = form[code].form
        words = written.tagline.data or "", written.story.data or ""
        renewed = words != before.get(code, ("", "")) or written.still_right.data
        set_text(business, current_user.id, code, *words, up_to_date=renewed)
