"""What needs hands today, and what is not visible yet and why."""

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.forms import MISSING_PAGES, missing_words
from marketplace.businesses.models import Business
from marketplace.businesses.queries import (
    businesses_of,
    get_business_for,
    identity_in_work,
    is_visible,
    missing_of,
    now_words,
    role_in,
    weeks,
)
from marketplace.businesses.rules import BUSINESS_STATES, BusinessEvent, BusinessState, Role, may_act_as
from marketplace.dashboard.queries import hidden_listings, last_verdict
from marketplace.dashboard.views.blueprint import blueprint
from marketplace.facts.services import now
from marketplace.orders.queries import today as orders_today
from marketplace.territories.queries import commune_index, territory_index
from marketplace.web.access import Access, access
from marketplace.web.i18n import language

Step = tuple[str, str, str | None, str]


@blueprint.get("/")
@access(Access.MEMBER)
def today() -> Response | str:
    mine = businesses_of(current_user.id)
    if len(mine) == 1:
        return redirect(url_for("dashboard.business", slug=mine[0].slug))
    communes = {each.id: commune_index()[each.commune].name for each in mine}
    return render_template("dashboard/today.html", mine=mine, communes=communes, business=None)


@blueprint.get("/<slug>/", endpoint="business")
@access(Access.OWNER)
def one_business(slug: str) -> str:
    business = get_business_for(current_user, slug)
    role = role_in(business, current_user)
    manages = role is not None and may_act_as(role, Role.MANAGER)
    at = now()
    gaps = missing_of(business)
    return render_template(
        "dashboard/business.html",
        business=business,
        others=[each for each in businesses_of(current_user.id) if each.id != business.id],
        commune=commune_index()[business.commune],
        territory=territory_index()[business.territory],
        at=at,
        now_open=now_words(weeks([(business.id, business.version)])[business.id], at),
        visible=is_visible(business),
        gaps=gaps,
        steps=_steps(business, [(missing_words(gap), MISSING_PAGES[gap]) for gap in gaps]),
        manages=manages,
        may_submit=manages and not gaps and _can_be_submitted(business),
        identity=identity_in_work(business),
        verdict=last_verdict(business),
        hidden=hidden_listings(business, language()),
        todo=orders_today(business.id),
    )


def _steps(business: Business, gaps: list[tuple[str, str]]) -> list[Step]:
    """The checklist: the first gap is what comes next."""
    return [
        ("now" if number == 0 else "", words, url_for(endpoint, slug=business.slug), _("Fill in"))
        for number, (words, endpoint) in enumerate(gaps)
    ]


def _can_be_submitted(business: Business) -> bool:
    return BusinessEvent.SUBMIT in BUSINESS_STATES.events_from(BusinessState(business.state))
