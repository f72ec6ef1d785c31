"""Opening hours and times of rest."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.forms import DAY_FIELDS, HoursForm
from marketplace.businesses.forms.hours import hours_values
from marketplace.businesses.models import Business
from marketplace.businesses.operations import set_closures, set_hours
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.views.blueprint import blueprint, page
from marketplace.facts.transaction import transaction
from marketplace.kernel.time import OpeningRule
from marketplace.web.access import Access, access


@blueprint.route("/<slug>/hours/", methods=["GET", "POST"])
@access(Access.OWNER)
def hours(slug: str) -> Response | str:
    business = get_business_for(current_user, slug)
    form = HoursForm(data=_values(business))
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.add_blank_rows()
        return page("businesses/hours.html", business, form, days=DAY_FIELDS)
    with transaction():
        set_hours(business, current_user.id, form.rules, by_appointment=form.by_appointment.data)
        set_closures(business, current_user.id, form.periods)
    flash(_("Saved. Hours never wait for anybody: where your card is visible, they are too."), "success")
    return redirect(url_for("businesses_owner.hours", slug=slug), 303)


def _values(business: Business) -> dict[str, object]:
    rules = [OpeningRule(row.weekday, row.opens, row.closes) for row in business.hours]
    closures = [(row.first, row.last, row.yearly) for row in business.closures]
    return hours_values(rules, closures, business.by_appointment)
