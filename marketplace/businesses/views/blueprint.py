"""The blueprint that the owner's pages of a card share, and what every one of them shows."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from marketplace.businesses.models import Business
from marketplace.businesses.queries import role_in
from marketplace.businesses.rules import Role, may_act_as
from marketplace.web.forms import BaseForm

blueprint = Blueprint("businesses_owner", __name__, url_prefix="/dashboard")


def page(template: str, business: Business, form: BaseForm | None = None, **values: Any) -> str:
    """One of the card's pages, with the ways to the others that this person may use."""
    role = role_in(business, current_user)
    parts = [
        ("businesses_owner.edit", _("About you"), Role.MANAGER),
        ("businesses_owner.texts", _("Texts"), Role.STAFF),
        ("businesses_owner.hours", _("Hours"), Role.STAFF),
        ("businesses_owner.photos", _("Photos"), Role.STAFF),
        ("businesses_owner.labels", _("Quality marks"), Role.MANAGER),
        ("businesses_owner.legal", _("Legal identity"), Role.MANAGER),
    ]
    steps = [
        (url_for(endpoint, slug=business.slug), text, endpoint)
        for endpoint, text, needed in parts
        if role is not None and may_act_as(role, needed)
    ]
    return render_template(template, business=business, form=form, steps=steps, **values)
