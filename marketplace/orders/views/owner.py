"""The business's side: answering, preparing, handing over."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.accounts.queries import names_of
from marketplace.businesses.queries import get_business_for
from marketplace.facts.history import history_of
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, Invalid, NotFound
from marketplace.orders import operations
from marketplace.orders.exports import place_line
from marketplace.orders.forms import HandOverForm, MissForm, ReasonForm
from marketplace.orders.mails import vat_note
from marketplace.orders.models import Order
from marketplace.orders.queries import (
    counts_by_state,
    get_order_by_code_for,
    get_order_for,
    holds_alcohol,
    orders_of,
)
from marketplace.orders.rules import OPEN, ORDER_STATES, OrderEvent, OrderState
from marketplace.web.access import Access, access
from marketplace.web.pagination import Pagination, page_number

blueprint = Blueprint("orders_owner", __name__)
Page = str | Response
PER_PAGE = 20
VIEWS: dict[str, tuple[OrderState, ...]] = {
    "answer": (OrderState.PLACED,),
    "prepare": (OrderState.ACCEPTED,),
    "ready": (OrderState.READY,),
    "done": tuple(state for state in OrderState if state not in OPEN),
}


@blueprint.get("/dashboard/<slug>/orders/")
@access(Access.OWNER)
def index(slug: str) -> Page:
    business = get_business_for(current_user, slug)
    counts = counts_by_state(business.id)
    totals = {name: sum(counts.get(state, 0) for state in states) for name, states in VIEWS.items()}
    view = request.args.get("view", "")
    view = view if view in VIEWS else next((name for name in VIEWS if totals[name]), "answer")
    number = page_number()
    orders = orders_of(business.id, VIEWS[view], number, PER_PAGE)
    return render_template(
        "orders/owner/index.html",
        business=business,
        orders=orders,
        view=view,
        totals=totals,
        pagination=Pagination(number, PER_PAGE, totals[view]),
        robots="noindex",
    )


@blueprint.get("/dashboard/<slug>/orders/<code>/")
@access(Access.OWNER)
def show(slug: str, code: str) -> Page:
    return _page(get_order_for(current_user, slug, code))


def _page(order: Order, reason: ReasonForm | None = None, hand_over: HandOverForm | None = None) -> str:
    history = history_of("order", order.id)
    events = ORDER_STATES.events_from(OrderState(order.state))
    return render_template(
        "orders/owner/show.html",
        order=order,
        business=order.business,
        events=[event.value for event in events],
        reason_form=reason or ReasonForm(None),
        hand_over_form=hand_over or HandOverForm(None),
        miss_form=MissForm(None),
        history=history,
        names=names_of({row.actor_id for row in history}),
        place_line=place_line,
        vat_note=vat_note,
        alcohol=holds_alcohol(order),
        robots="noindex",
    )


@blueprint.post("/dashboard/<slug>/orders/<code>/accept/")
@access(Access.OWNER)
def accept(slug: str, code: str) -> Page:
    return _do(slug, code, OrderEvent.ACCEPT, _("Accepted. The buyer is told."))


@blueprint.post("/dashboard/<slug>/orders/<code>/ready/")
@access(Access.OWNER)
def ready(slug: str, code: str) -> Page:
    return _do(slug, code, OrderEvent.MAKE_READY, _("Ready. The buyer is told."))


@blueprint.post("/dashboard/<slug>/orders/<code>/refuse/")
@access(Access.OWNER)
def refuse(slug: str, code: str) -> Page:
    return _call_off(slug, code, OrderEvent.REFUSE, _("Refused. The buyer is told why, the things are back in stock."))


@blueprint.post("/dashboard/<slug>/orders/<code>/cancel/")
@access(Access.OWNER)
def cancel(slug: str, code: str) -> Page:
    done = _("Cancelled. The buyer is told why, the things are back in stock.")
    return _call_off(slug, code, OrderEvent.CANCEL_BY_SELLER, done)


@blueprint.post("/dashboard/<slug>/orders/<code>/no-show/")
@access(Access.OWNER)
def missed(slug: str, code: str) -> Page:
    back = bool(MissForm().return_stock.data)
    return _do(slug, code, OrderEvent.MISS, _("Noted as not collected. The buyer is told."), return_stock=back)


@blueprint.post("/dashboard/<slug>/orders/<code>/return-stock/")
@access(Access.OWNER)
def return_stock(slug: str, code: str) -> Page:
    order = get_order_for(current_user, slug, code)
    return _try(order, lambda: operations.return_missed_stock(order, current_user.id), _("Back in stock."))


@blueprint.post("/dashboard/<slug>/orders/accept/", endpoint="accept_many")
@access(Access.OWNER)
def accept_all(slug: str) -> Page:
    """Accepts the ticked orders, each by itself: one that somebody was faster with does not hold up the others."""
    accepted = 0
    for code in request.form.getlist("order")[:PER_PAGE]:
        try:
            with transaction():
                operations.move(get_order_for(current_user, slug, code), OrderEvent.ACCEPT, current_user.id)
            accepted += 1
        except (Conflict, NotFound):
            continue
    get_business_for(current_user, slug)
    flash(
        ngettext("%(num)s order accepted.", "%(num)s orders accepted.", accepted), "success" if accepted else "warning"
    )
    return redirect(url_for("orders_owner.index", slug=slug), 303)


def _do(slug: str, code: str, event: OrderEvent, done: str, **more: Any) -> Page:
    order = get_order_for(current_user, slug, code)
    return _try(order, lambda: operations.move(order, event, current_user.id, **more), done)


def _call_off(slug: str, code: str, event: OrderEvent, done: str) -> Page:
    order = get_order_for(current_user, slug, code)
    form = ReasonForm()
    if not form.validate():
        return _page(order, reason=form)
    return _try(order, lambda: operations.move(order, event, current_user.id, form.reason.data), done)


def _try(order: Order, act: Callable[[], None], done: str) -> Response:
    target = url_for("orders_owner.show", slug=order.business.slug, code=order.code)
    try:
        with transaction():
            act()
    except Conflict:
        flash(_("That is not possible any more: somebody was faster. See how it stands now."), "warning")
    else:
        flash(done, "success")
    return redirect(target, 303)


@blueprint.post("/dashboard/<slug>/orders/<code>/hand-over/")
@access(Access.OWNER)
def hand_over(slug: str, code: str) -> Page:
    return _hand_over(get_order_for(current_user, slug, code))


@blueprint.route("/handover/<code>/", methods=["GET", "POST"])
@access(Access.OWNER)
def handover(code: str) -> Page:
    """What the QR code opens: the order, what to collect for it, and one button."""
    order = get_order_by_code_for(current_user, code)
    if request.method == "POST":
        return _hand_over(order)
    form = HandOverForm(None, code=request.args.get("said", ""))
    return render_template("orders/owner/handover.html", **_handover_values(order, form))


def _handover_values(order: Order, form: HandOverForm) -> dict[str, Any]:
    can = OrderEvent.HAND_OVER in ORDER_STATES.events_from(OrderState(order.state))
    values = {"order": order, "business": order.business, "form": form, "alcohol": holds_alcohol(order)}
    return {**values, "can": can, "robots": "noindex"}


def _hand_over(order: Order) -> Page:
    form = HandOverForm()
    if form.validate():
        try:
            return _try_code(order, form)
        except Invalid as problem:
            form.blame(problem, _wrong(order, problem))
    return render_template("orders/owner/handover.html", **_handover_values(order, form))


def _try_code(order: Order, form: HandOverForm) -> Response:
    done = _("Handed over. The buyer has a receipt.")
    return _try(order, lambda: operations.hand_over(order, form.code.data, current_user.id), done)


def _wrong(order: Order, problem: Invalid) -> str:
    if problem.code == "code-blocked":
        return _("Too many wrong codes. Wait a quarter of an hour, or let the buyer show the letter.")
    with transaction():
        operations.note_wrong_code(order, current_user.id)
    return _("This is not the code of this order. Ask the buyer to say it again.")
