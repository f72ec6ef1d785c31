"""The legal identity, which an administrator checks."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.forms import LEGAL_FORMS, LegalForm
from marketplace.businesses.forms.legal import legal_values
from marketplace.businesses.models import Business, LegalIdentity
from marketplace.businesses.operations import save_identity
from marketplace.businesses.queries import get_business_for, identity_in_work, visible_identity
from marketplace.businesses.rules import IdentityState, Role
from marketplace.businesses.views.blueprint import blueprint, page
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Invalid
from marketplace.territories.queries import territory
from marketplace.web.access import Access, access


@blueprint.route("/<slug>/legal/", methods=["GET", "POST"])
@access(Access.OWNER)
def legal(slug: str) -> Response | str:
    business = get_business_for(current_user, slug, Role.MANAGER)
    country = territory(business.territory).country
    form = LegalForm(data=legal_values(identity_in_work(business), country))
    if form.validate_on_submit() and (saved := _save(business, form)):
        flash(_said(business, saved), "success")
        return redirect(url_for("businesses_owner.legal", slug=slug), 303)
    work, seen = identity_in_work(business), visible_identity(business)
    return page("businesses/legal.html", business, form, work=work, seen=seen, legal_forms=LEGAL_FORMS)


def _save(business: Business, form: LegalForm) -> LegalIdentity | None:
    try:
        with transaction():
            return save_identity(business, current_user.id, form.facts)
    except Invalid as problem:
        gaps = problem.params.get("missing")
        form.blame_gaps([str(gap) for gap in gaps] if isinstance(gaps, list) else [])
        return None


def _said(business: Business, saved: LegalIdentity) -> str:
    if saved.state == IdentityState.PENDING:
        valley = territory(business.territory).name
        return _(
            "Sent to the administrators of %(valley)s. Until they have looked, visitors see what was approved before.",
            valley=valley,
        )
    return _("Saved.")
