"""Quality marks and their certificates."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.forms import LabelsForm
from marketplace.businesses.operations import set_labels
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.rules import Role
from marketplace.businesses.views.blueprint import blueprint, page
from marketplace.facts.transaction import transaction
from marketplace.territories.queries import commune_index
from marketplace.web.access import Access, access


@blueprint.route("/<slug>/labels/", methods=["GET", "POST"])
@access(Access.OWNER)
def labels(slug: str) -> Response | str:
    business = get_business_for(current_user, slug, Role.MANAGER)
    country = commune_index()[business.commune].country
    form = LabelsForm.of(country, {row.label: row.certificate for row in business.labels})
    if not form.validate_on_submit():
        return page("businesses/labels.html", business, form)
    with transaction():
        set_labels(business, current_user.id, form.chosen)
    flash(_("Saved. A mark without a valid certificate must not be shown: keep the paper at hand."), "success")
    return redirect(url_for("businesses_owner.labels", slug=slug), 303)
