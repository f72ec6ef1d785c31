"""Asking for approval."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.operations import submit
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.rules import Role
from marketplace.businesses.views.blueprint import blueprint
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.territories.queries import territory
from marketplace.web.access import Access, access


@blueprint.post("/<slug>/submit/", endpoint="submit")
@access(Access.OWNER)
def submit_card(slug: str) -> Response:
    business = get_business_for(current_user, slug, Role.MANAGER)
    valley = territory(business.territory).name
    try:
        with transaction():
            submit(business, current_user)
    except Invalid:
        flash(_("Not yet: a few things are still missing. They are listed below."), "warning")
    except Conflict:
        flash(_("Your card was submitted already."), "info")
    else:
        flash(_("Submitted. The administrators of %(valley)s look at it and write to you.", valley=valley), "success")
    return redirect(url_for("dashboard.business", slug=slug), 303)
