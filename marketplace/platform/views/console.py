"""The operator's console: people and roles, the platform's identity, parked jobs, addresses that bounce."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.facts.history import history_of
from marketplace.facts.models import History
from marketplace.facts.transaction import transaction
from marketplace.facts.worker import parked_jobs, unpark
from marketplace.kernel.errors import Conflict
from marketplace.platform import operations
from marketplace.platform.forms import ForgetForm, IdentityForm, PlainForm, RolesForm
from marketplace.platform.queries import (
    IDENTITY_FIELDS,
    LONGEST_SEARCH,
    PER_PAGE,
    identity,
    names_of,
    people,
    person,
)
from marketplace.territories.operations import set_territories
from marketplace.territories.queries import administered_by, territories, territory_index
from marketplace.web.access import Access, access
from marketplace.web.forms import options
from marketplace.web.letters import bounces
from marketplace.web.pagination import Pagination, page_number

blueprint = Blueprint("operator", __name__, url_prefix="/operator")
Page = str | Response


@blueprint.get("/")
@access(Access.OPERATOR)
def index() -> Page:
    return redirect(url_for("operator.users"), 302)


@blueprint.get("/users/")
@access(Access.OPERATOR)
def users() -> Page:
    number = page_number()
    asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    found = people(asked, number)
    pagination = Pagination(number, PER_PAGE, found.total)
    if number > pagination.pages:
        abort(404)
    return render_template(
        "platform/users.html",
        asked=asked,
        found=found,
        pagination=pagination,
        valleys=territory_index(),
        robots="noindex",
    )


@blueprint.route("/users/<int(max=2147483647):number>/", methods=["GET", "POST"])
@access(Access.OPERATOR)
def user(number: int) -> Page:
    someone = person(number)
    form = RolesForm(data={"operator": someone.is_operator, "territories": administered_by(number)})
    form.territories.choices = options((each.slug, each.name) for each in territories())
    if form.validate_on_submit():
        try:
            with transaction():
                operations.set_operator(someone, form.operator.data, current_user)
                set_territories(someone, set(form.territories.data), current_user.id)
        except Conflict:
            form.operator.errors = [_("Ask another operator for this: nobody takes the role from themselves.")]
            someone = person(number)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("operator.user", number=number), 303)
    past = [row for row in history_of("user", number) if row.verb in ("operator set", "territories set")]
    return render_template(
        "platform/user.html",
        form=form,
        someone=someone,
        past=past[::-1],
        names=names_of({row.actor_id for row in past}),
        valley_names=_valley_names,
        robots="noindex",
    )


def _valley_names(row: History) -> str:
    return ", ".join(territory_index()[slug].name for slug in row.data["territories"] if slug in territory_index())


@blueprint.route("/identity/", methods=["GET", "POST"], endpoint="identity")
@access(Access.OPERATOR)
def edit_identity() -> Page:
    form = IdentityForm(obj=identity())
    if form.validate_on_submit():
        with transaction():
            operations.save_identity({name: form[name].data or "" for name in IDENTITY_FIELDS}, current_user.id)
        flash(_("Saved. The legal notice shows it from now on."), "success")
        return redirect(url_for("operator.identity"), 303)
    return render_template("platform/identity.html", form=form, robots="noindex")


@blueprint.get("/jobs/")
@access(Access.OPERATOR)
def jobs() -> Page:
    return render_template("platform/jobs.html", parked=parked_jobs(), robots="noindex")


@blueprint.post("/jobs/<int(max=2147483647):number>/retry/")
@access(Access.OPERATOR)
def retry(number: int) -> Page:
    if not PlainForm().validate_on_submit():
        abort(400)
    with transaction():
        done = unpark(number)
    if done:
        flash(_("The job runs again within moments."), "success")
    else:
        flash(_("This job does not wait any more."), "warning")
    return redirect(url_for("operator.jobs"), 303)


@blueprint.get("/bounces/", endpoint="bounces")
@access(Access.OPERATOR)
def show_bounces() -> Page:
    return render_template("platform/bounces.html", addresses=bounces(), robots="noindex")


@blueprint.post("/bounces/forget/")
@access(Access.OPERATOR)
def forget() -> Page:
    form = ForgetForm()
    if not form.validate_on_submit():
        abort(400)
    with transaction():
        operations.forget_bounce(form.address.data)
    flash(_("Forgotten. The next letter will show whether the address works."), "success")
    return redirect(url_for("operator.bounces"), 303)
