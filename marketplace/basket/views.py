"""The basket page, and what is posted to it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from marketplace.basket import operations
from marketplace.basket.forms import TypedBasket, picker, place_of, read_basket, read_quantity
from marketplace.basket.operations import Added
from marketplace.basket.queries import basket_view, current_basket
from marketplace.extensions import limiter
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, NotFound
from marketplace.web.access import Access, access
from marketplace.web.i18n import language
from marketplace.web.origin import from_our_pages
from marketplace.web.redirects import on_site

blueprint = Blueprint("basket", __name__, url_prefix="/basket")
POSTS = "120/minute"
Page = str | Response | tuple[str, int]


@blueprint.get("/")
@access(Access.ANYONE)
def show() -> Page:
    return _page(TypedBasket())


@blueprint.post("/")
@access(Access.ANYONE)
@limiter.limit(POSTS)
def save() -> Page:
    typed = read_basket(request.form)
    if typed.errors:
        return _page(typed), 422
    with transaction():
        _keep(typed)
    return redirect(url_for("checkout.show" if "proceed" in request.form else "basket.show"), 303)


@blueprint.post("/lines/")
@access(Access.ANYONE)
@limiter.limit(POSTS)
@from_our_pages
def add() -> Page:
    variant_id, quantity = request.form.get("variant", ""), read_quantity(request.form.get("quantity", "1"))
    if not variant_id.isascii() or not variant_id.isdecimal() or len(variant_id) > 9:
        abort(404)
    onward = on_site(request.form.get("next"), url_for("basket.show"))
    if not quantity:
        flash(_("Write how many you would like, from 1 to 99."), "error")
        return redirect(onward, 303)
    try:
        with transaction():
            added = operations.add(int(variant_id), quantity, language())
    except Conflict as problem:
        flash(_refused(problem), "error")
    else:
        flash(*_told(added))
    return redirect(onward, 303)


@blueprint.post("/lines/<int(max=2147483647):line_id>/")
@access(Access.ANYONE)
@limiter.limit(POSTS)
def update(line_id: int) -> Page:
    typed = read_basket(request.form)
    if typed.errors:
        return _page(typed), 422
    step = {"1": 1, "-1": -1}.get(request.form.get("step", ""), 0)
    with transaction():
        wanted = max(0, typed.quantities.pop(line_id, 0) + step)
        _keep(typed)
        if operations.change(line_id, wanted) < wanted:
            flash(_fewer(), "warning")
    return redirect(url_for("basket.show", _anchor=f"quantity-{line_id}" if wanted else None), 303)


@blueprint.post("/lines/<int(max=2147483647):line_id>/remove/")
@access(Access.ANYONE)
@limiter.limit(POSTS)
def remove(line_id: int) -> Page:
    typed = read_basket(request.form)
    typed.quantities.pop(line_id, None)
    with transaction():
        _keep(typed)
        operations.remove(line_id)
    flash(_("Taken out of your basket."), "success")
    return redirect(url_for("basket.show"), 303)


@blueprint.post("/changes/")
@access(Access.ANYONE)
@limiter.limit(POSTS)
def adopt() -> Page:
    with transaction():
        operations.adopt(now())
    return redirect(url_for("basket.show"), 303)


def _keep(typed: TypedBasket) -> None:
    """Writes down everything that the page held, whichever of its buttons was pressed."""
    if operations.set_quantities(typed.quantities):
        flash(_fewer(), "warning")
    for slug, (slot_id, day) in typed.slots.items():
        try:
            operations.choose(slug, slot_id, day, now())
        except Conflict as problem:
            flash(_lost_slot(problem), "warning")
        except NotFound:
            continue  # ordered or emptied in another window meanwhile


def _page(typed: TypedBasket) -> str:
    view = basket_view(current_basket(), language(), now())
    values = {"view": view, "typed": typed, "picker": picker, "place_of": place_of}
    return render_template("basket/show.html", robots="noindex", **values)


def _told(added: Added) -> tuple[str, str]:
    if added.capped:
        return (
            ngettext(
                "There is only one of %(title)s to be had, and it is in your basket.",
                "There are only %(num)s of %(title)s to be had, and they are in your basket.",
                added.quantity,
                title=added.title.text,
            ),
            "warning",
        )
    return _("%(title)s is in your basket.", title=added.title.text), "success"


def _fewer() -> str:
    return _("There are not as many left as you asked for. We put in what there is.")


def _lost_slot(problem: Conflict) -> str:
    business = problem.params["business"]
    if problem.code == "slot-full":
        return _("The time you chose at %(business)s is full now. Please choose another one.", business=business)
    return _("The time you chose at %(business)s is no longer offered. Please choose another one.", business=business)


def _refused(problem: Conflict) -> str:
    if problem.code == "basket-full":
        return _("A basket holds %(most)s different things. Order these first.", most=problem.params["most"])
    if problem.code == "out-of-stock":
        return _("%(title)s is sold out.", title=problem.params["title"])
    return _("%(title)s is not for sale at the moment.", title=problem.params["title"])
