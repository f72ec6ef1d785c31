"""The buyer's side: what was bought, how far it is, cancelling, withdrawing."""

from urllib.parse import urlsplit

import segno
from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from marketplace.extensions import limiter
from marketplace.facts.services import config, now
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict
from marketplace.orders import operations
from marketplace.orders.exports import calendar_file, place_line
from marketplace.orders.forms import CancelForm, WithdrawalForm
from marketplace.orders.mails import vat_note
from marketplace.orders.models import Order
from marketplace.orders.operations import link_token
from marketplace.orders.queries import changes_of, order_of, purchase_by_token, purchases_of
from marketplace.orders.rules import ORDER_STATES, OrderEvent, OrderState, may_withdraw
from marketplace.web.access import Access, access
from marketplace.web.letters import link
from marketplace.web.pagination import Pagination, page_number
from marketplace.web.security import keep_secret

blueprint = Blueprint("orders", __name__)
Page = str | AnyResponse
PER_PAGE = 20


@blueprint.get("/orders/<token>/")
@access(Access.SECRET_LINK)
def confirmation(token: str) -> Page:
    purchase = purchase_by_token(token)
    page = render_template(
        "orders/confirmation.html",
        purchase=purchase,
        token=token,
        form=CancelForm(),
        **_words(),
        robots="noindex",
    )
    return keep_secret(make_response(page))


def _words() -> dict[str, object]:
    return {
        "steps": steps,
        "place_line": place_line,
        "vat_note": vat_note,
        "cancellable": cancellable,
        "withdrawable": withdrawable,
    }


def cancellable(order: Order) -> bool:
    """Whether the buyer may still call the order off."""
    return OrderEvent.CANCEL_BY_BUYER in ORDER_STATES.events_from(OrderState(order.state))


def withdrawable(order: Order) -> bool:
    """Whether a line of the order may be given back now."""
    exceptions = [line.withdrawal_exception for line in order.lines]
    return may_withdraw(OrderState(order.state), order.changed_at, exceptions, now())


def steps(order: Order) -> list[tuple[str, str, str]]:
    """The way of an order, for the timeline: done, now, or to come."""
    ended = {
        OrderState.REFUSED: _("The maker could not take it"),
        OrderState.CANCELLED: _("Cancelled"),
        OrderState.LAPSED: _("Ended: nobody answered in time"),
        OrderState.NO_SHOW: _("Not collected"),
    }
    state = OrderState(order.state)
    placed = ("done", _("Ordered"), "")
    if state in ended:
        return [placed, ("now", ended[state], order.reason)]
    way = [OrderState.ACCEPTED, OrderState.READY, OrderState.HANDED_OVER]
    names = [_("Accepted"), _("Ready"), _("Handed over")]
    waiting = [_("Waiting for the maker to accept"), _("Being prepared"), _("Ready to collect")]
    reached = way.index(state) + 1 if state in way else 0
    done = [("done", name, "") for name in names[:reached]]
    if reached == len(way):
        return [placed, *done]
    return [placed, *done, ("now", waiting[reached], ""), *(("", name, "") for name in names[reached + 1 :])]


@blueprint.post("/orders/<token>/<code>/cancel/")
@access(Access.SECRET_LINK)
@limiter.limit("30/minute")
def cancel(token: str, code: str) -> Page:
    order = order_of(purchase_by_token(token), code)
    form = CancelForm()
    if not form.validate():
        flash(_("The message is too long: 500 characters at the most."), "error")
    else:
        try:
            with transaction():
                actor_id = current_user.id if current_user.is_authenticated else None
                operations.move(order, OrderEvent.CANCEL_BY_BUYER, actor_id, form.reason.data or "")
        except Conflict:
            flash(_("This order can no longer be cancelled here. Call the maker instead."), "warning")
        else:
            flash(_("Cancelled. You owe nothing for it, and the maker is told."), "success")
    return keep_secret(redirect(url_for("orders.confirmation", token=token), 303))


@blueprint.get("/orders/<token>/<code>.ics")
@access(Access.SECRET_LINK)
def calendar(token: str, code: str) -> Page:
    order = order_of(purchase_by_token(token), code)
    host = urlsplit(config().site_url).hostname or ""
    answer = Response(calendar_file(order, host, changes_of(order), order.changed_at), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{order.code}.ics"'
    return keep_secret(answer)


@blueprint.get("/orders/<token>/<code>/qr.svg", endpoint="qr")
@access(Access.SECRET_LINK)
def picture(token: str, code: str) -> Page:
    """The QR code that the business's phone reads: the address of the hand-over page, with the code in it."""
    order = order_of(purchase_by_token(token), code)
    target = link("orders_owner.handover", code=order.code) + f"?said={order.handover_code}"
    drawing = segno.make(target, error="m").svg_inline(scale=1, border=2, dark="#1b2233", light="#fff", omitsize=True)
    drawing = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return keep_secret(Response(drawing, mimetype="image/svg+xml"))


@blueprint.get("/account/orders/", endpoint="mine")
@access(Access.MEMBER)
def own_orders() -> Page:
    number = page_number()
    purchases, total = purchases_of(current_user.id, number, PER_PAGE)
    values = {"purchases": purchases, "pagination": Pagination(number, PER_PAGE, total), "token_of": link_token}
    return render_template("orders/mine.html", robots="noindex", **values, **_words())


@blueprint.route("/withdraw/", methods=["GET", "POST"])
@access(Access.ANYONE)
@limiter.limit("20/hour", methods=["POST"])
def withdraw() -> Page:
    """First who and what, then the confirmation the law asks for; the answer is the same whoever asks."""
    form = WithdrawalForm(code=request.args.get("order", ""))
    confirming = False
    if form.validate_on_submit():
        if "confirm" not in request.form:
            confirming = True
        else:
            with transaction():
                operations.withdraw(form.code.data, form.name.data, form.email.data)
            return redirect(url_for("orders.withdrawn"), 303)
    return render_template("orders/withdraw.html", form=form, confirming=confirming, robots="noindex")


@blueprint.get("/withdraw/received/")
@access(Access.ANYONE)
def withdrawn() -> Page:
    return render_template("orders/withdrawn.html", robots="noindex")
