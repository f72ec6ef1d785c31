"""The ways through the owner's area."""

from typing import NamedTuple

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from marketplace.businesses.models import Business
from marketplace.businesses.queries import role_in
from marketplace.businesses.rules import Role, may_act_as


class OwnerLink(NamedTuple):
    """One way; in the order that components/nav.html reads."""

    text: str
    url: str
    current: bool
    icon: str


def owner_links(business: Business) -> list[OwnerLink]:
    """The parts of a business's area, the present one marked; a part that this site does not have is left out."""
    parts = (
        (_("Today"), "dashboard.business", "bell"),
        (_("Orders"), "orders_owner.index", "list"),
        (_("Products"), "catalog_owner.index", "parcel"),
        (_("Places"), "fulfilment_owner.index", "pin"),
        (_("Card"), "businesses_owner.edit" if _manages(business) else "businesses_owner.texts", "stall"),
    )
    here = (request.endpoint or "").partition(".")[0]
    return [
        OwnerLink(text, url_for(endpoint, slug=business.slug), endpoint.partition(".")[0] == here, icon)
        for text, endpoint, icon in parts
        if endpoint in current_app.view_functions
    ]


def _manages(business: Business) -> bool:
    role = role_in(business, current_user)
    return role is not None and may_act_as(role, Role.MANAGER)
