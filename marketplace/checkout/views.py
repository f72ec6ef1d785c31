"""The checkout: one page that shows the offer, asks who buys, and places exactly what was shown."""

from contextlib import suppress

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from marketplace.accounts.models import Address
from marketplace.basket.forms import picker, read_basket
from marketplace.basket.operations import choose
from marketplace.basket.queries import current_basket
from marketplace.checkout.forms import CheckoutForm
from marketplace.checkout.operations import place as place_purchase
from marketplace.checkout.queries import Offer, names_of, offer_for
from marketplace.checkout.rules import MOST_GUEST_ORDERS, Difference, differences, read_snapshot
from marketplace.extensions import db, limiter
from marketplace.facts.services import now
from marketplace.facts.tokens import derived_token
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, Invalid, Problem
from marketplace.orders.operations import LINK
from marketplace.orders.queries import purchase_by_intent
from marketplace.orders.rules import VAT_EXEMPTIONS
from marketplace.web.access import Access, access
from marketplace.web.i18n import language

blueprint = Blueprint("checkout", __name__, url_prefix="/checkout")
Page = str | Response | tuple[str, int]


@blueprint.get("/")
@access(Access.ANYONE)
def show() -> Page:
    offer = _offer()
    return _page(_form(), offer) if offer.complete else _back_to_basket(offer)


@blueprint.post("/")
@access(Access.ANYONE)
@limiter.limit("20/minute;200/hour")
def place() -> Page:
    form = _form()
    _keep_slots()
    if form.validate():
        try:
            return _to_confirmation(_place(form))
        except Invalid as problem:
            form.blame(problem, _adults_only())
        except Conflict as problem:
            if problem.code == "too-many-guest-orders":
                form.form_errors.append(_too_many(problem))
    offer = _offer()
    if not offer.view.orderable:
        flash(_("Nothing was ordered: what you wanted cannot be had any more."), "warning")
        return _back_to_basket(offer)
    _demand(form, offer)
    return _page(form, offer), 422


def _place(form: CheckoutForm) -> str:
    """The purchase's code. Where the same form arrived by another way at the same moment, the other one's."""
    intent = form.intent.data or ""
    try:
        with transaction():
            return place_purchase(form.buyer(), intent, form.fingerprint.data or "", language())
    except IntegrityError:
        known = purchase_by_intent(intent)
        if known is None:
            raise
        return known.code


def _keep_slots() -> None:
    """Where a slot was lost meanwhile, this page too lets another one be chosen."""
    slots = read_basket(request.form).slots
    if slots:
        with transaction():
            for slug, (slot_id, day) in slots.items():
                with suppress(Problem):  # lost again: the page says so
                    choose(slug, slot_id, day, now())


def _offer() -> Offer:
    return offer_for(current_basket(), language(), now())


def _form() -> CheckoutForm:
    if current_user.is_anonymous:
        return CheckoutForm([])
    addresses = db.session.scalars(db.select(Address).where(Address.user_id == current_user.id).order_by(Address.id))
    known = {"name": current_user.name, "email": current_user.email, "phone": current_user.phone}
    return CheckoutForm(addresses.all(), data=known)


def _demand(form: CheckoutForm, offer: Offer) -> None:
    """What the offer itself asks of the form, told together with everything else."""
    if offer.alcohol and not form.adult.data and not form.adult.errors:
        form.adult.errors = [_adults_only()]
    for parcel in offer.view.undecided:
        name = parcel.business.name
        text = _("The time you chose at %(business)s is no longer free. Choose another one.", business=name)
        form.form_errors.append(text)


def _page(form: CheckoutForm, offer: Offer) -> str:
    """The page with the present offer, and whatever differs from the one that the form showed before."""
    after = offer.snapshot()
    found: list[Difference] = []
    changed = bool(form.fingerprint.data) and form.fingerprint.data != after.fingerprint()
    if changed and (before := read_snapshot(form.shown.data or "", form.fingerprint.data or "")):
        found = differences(before, after)
    form.fingerprint.data, form.shown.data = after.fingerprint(), after.text()
    guests_most = MOST_GUEST_ORDERS if current_user.is_anonymous and len(offer.parts) > MOST_GUEST_ORDERS else None
    return render_template(
        "checkout/show.html",
        form=form,
        offer=offer,
        changed=changed,
        differences=found,
        names=_names(found, language()),
        guests_most=guests_most,
        picker=picker,
        exemptions=VAT_EXEMPTIONS,
        robots="noindex",
    )


def _names(found: list[Difference], reader: str) -> dict[tuple[str, int], object]:
    subjects = {difference.subject for difference in found}
    return dict(names_of(subjects, subjects, reader)) if subjects else {}


def _back_to_basket(offer: Offer) -> Response:
    for parcel in offer.view.undecided:
        flash(_("Choose when you collect at %(business)s.", business=parcel.business.name), "warning")
    first = offer.view.undecided[0].business.slug if offer.view.undecided else None
    return redirect(url_for("basket.show", _anchor=f"collect-{first}" if first else None), 303)


def _to_confirmation(code: str) -> Response:
    return redirect(url_for("orders.confirmation", token=derived_token(LINK, code)), 303)


def _adults_only() -> str:
    return _("Alcohol is only sold to people of 18 and older.")


def _too_many(problem: Conflict) -> str:
    return ngettext(
        "You have one open order that you have not collected yet. Without an account there can be %(most)s at a"
        " time: collect it first, or log in.",
        "You have %(num)s open orders that you have not collected yet. Without an account there can be %(most)s at a"
        " time: collect them first, or log in.",
        int(str(problem.params["open"])),
        most=problem.params["most"],
    )
