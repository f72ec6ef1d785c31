"""The pages of a valley's administrators. Nothing of another valley is seen or touched."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.accounts.queries import names_of
from marketplace.businesses.queries import identity_in_work, visible_identity
from marketplace.catalog.queries import missing_of, title_of
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, Invalid, Problem
from marketplace.kernel.identity import check_partita_iva, check_siret
from marketplace.moderation import operations
from marketplace.moderation.forms import LABELS, DecisionForm, StatementForm
from marketplace.moderation.mails import GROUNDS
from marketplace.moderation.models import Case
from marketplace.moderation.queries import (
    PER_PAGE,
    decisions_about,
    get_case_for,
    get_moderated_business_for,
    get_moderated_listing_for,
    past_decisions,
    queue,
    territories_of,
)
from marketplace.moderation.rules import CaseKind, Statement, Verdict, verdicts_for
from marketplace.territories.queries import commune_index, territory_index
from marketplace.web.access import Access, access
from marketplace.web.forms import options
from marketplace.web.i18n import language
from marketplace.web.markdown import render_markdown
from marketplace.web.pagination import Pagination, page_number

blueprint = Blueprint("moderation", __name__, url_prefix="/moderation")
Page = str | Response


@blueprint.get("/", endpoint="queue")
@access(Access.MODERATOR)
def show_queue() -> Page:
    mine = territories_of(current_user)
    kind = request.args.get("kind")
    kind = kind if kind in set(CaseKind) else None
    number = page_number()
    waiting = queue(mine, kind, number)
    return render_template(
        "moderation/queue.html",
        waiting=waiting,
        kind=kind,
        pagination=Pagination(number, PER_PAGE, waiting.total),
        territories_here=[territory_index()[slug] for slug in sorted(mine)],
        title_of=_title,
        hours=lambda case: int((now() - case.opened_at).total_seconds() // 3600),
        communes=commune_index(),
        robots="noindex",
    )


@blueprint.route("/<code>/", methods=["GET", "POST"], endpoint="case")
@access(Access.MODERATOR)
def show_case(code: str) -> Page:
    case = get_case_for(current_user, code)
    form = DecisionForm()
    form.verdict.choices = options((each.value, LABELS[each]) for each in verdicts_for(CaseKind(case.kind)))
    if form.validate_on_submit():
        try:
            with transaction():
                operations.decide(case, Verdict(form.verdict.data), _statement(form, form.seen.data), current_user)
        except Invalid:
            form.ground.errors = [*form.ground.errors, _("Say why: choose a ground and write a few words.")]
            case = get_case_for(current_user, code)
        except Conflict:
            flash(_("Somebody else decided this a moment ago, or the owner took it back."), "warning")
            return redirect(url_for("moderation.queue"), 303)
        else:
            flash(_("Decided. The owner is told."), "success")
            return redirect(url_for("moderation.queue"), 303)
    material = _material(case)
    form.seen.data = material["identity"].id if material["identity"] else ""
    return render_template("moderation/case.html", form=form, robots="noindex", **material)


def _statement(form: StatementForm, seen: str | None = None) -> Statement:
    number = int(seen) if seen and seen.isascii() and seen.isdecimal() else None
    return Statement(form.ground.data or "", form.reason.data or "", number)


def _material(case: Case) -> dict[str, Any]:
    """What an administrator looks at: the thing, what was checked, what was decided before."""
    business = case.business
    identity = case.identity or identity_in_work(business) or visible_identity(business)
    decisions = decisions_about(business.id)
    return {
        "case": case,
        "business": business,
        "title": _title(case),
        "identity": identity,
        "approved": visible_identity(business) if case.kind == CaseKind.IDENTITY else None,
        "listing": case.listing,
        "texts": [(text, render_markdown(text.story)) for text in business.texts],
        "listing_texts": [(t, render_markdown(t.description)) for t in case.listing.texts] if case.listing else [],
        "checks": _checks(case, identity),
        "decisions": decisions,
        "names": names_of({decision.actor_id for decision in decisions}),
        "grounds": {ground.value: text for ground, text in GROUNDS.items()},
        "commune": commune_index()[business.commune],
    }


def _checks(case: Case, identity: Any) -> list[tuple[bool, str]]:
    """What the program looked up for the administrator."""
    business = case.business
    checks = []
    if identity is not None:
        checks.append((_number_fits(identity), _("The register number is valid")))
        checks.append((bool(identity.self_certified_at), _("The owner certifies that all is true")))
        checks.append((bool(identity.vat_number) or identity.vat_exempt, _("A VAT number, or the exemption")))
    postal_codes = commune_index()[business.commune].postal_codes
    checks.append((business.postal_code in postal_codes, _("Commune and postal code agree")))
    if case.listing is not None:
        checks.append((not missing_of(case.listing, identity), _("Every mandatory field is filled in")))
    return checks


def _number_fits(identity: Any) -> bool:
    try:
        (check_siret if identity.country == "FR" else check_partita_iva)(identity.register_number)
    except Problem:
        return False
    return True


def _title(case: Case) -> str:
    return title_of(case.listing, language()).text if case.listing else case.business.name


@blueprint.get("/history/", endpoint="history")
@access(Access.MODERATOR)
def show_history() -> Page:
    number = page_number()
    decisions, total = past_decisions(territories_of(current_user), number)
    return render_template(
        "moderation/history.html",
        decisions=decisions,
        pagination=Pagination(number, PER_PAGE, total),
        names=names_of({decision.actor_id for decision in decisions}),
        grounds={ground.value: text for ground, text in GROUNDS.items()},
        title_of=_title,
        robots="noindex",
    )


@blueprint.route("/businesses/<slug>/<verb>/", methods=["GET", "POST"], endpoint="business")
@access(Access.MODERATOR)
def act_on_business(slug: str, verb: str) -> Page:
    act = {"suspend": operations.suspend, "reinstate": operations.reinstate}.get(verb) or abort(404)
    business = get_moderated_business_for(current_user, slug)
    return _act(business.name, verb, lambda statement: act(business, statement, current_user))


@blueprint.route("/listings/<slug>/<verb>/", methods=["GET", "POST"], endpoint="listing")
@access(Access.MODERATOR)
def act_on_listing(slug: str, verb: str) -> Page:
    act = {"hide": operations.hide_listing, "unhide": operations.unhide_listing}.get(verb) or abort(404)
    listing = get_moderated_listing_for(current_user, slug)
    return _act(title_of(listing, language()).text, verb, lambda statement: act(listing, statement, current_user))


def _act(title: str, verb: str, act: Any) -> Page:
    form = StatementForm()
    if form.validate_on_submit():
        try:
            with transaction():
                act(_statement(form))
        except Invalid:
            form.ground.errors = [*form.ground.errors, _("Say why: choose a ground and write a few words.")]
        except Conflict:
            flash(_("That is not possible any more: look again how it stands."), "warning")
            return redirect(url_for("moderation.queue"), 303)
        else:
            flash(_("Decided. The owner is told."), "success")
            return redirect(url_for("moderation.history"), 303)
    return render_template("moderation/act.html", form=form, title=title, verb=verb, robots="noindex")
