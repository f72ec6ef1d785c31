"""The letters that tell owners what was decided, as a statement of reasons (Regulation (EU) 2022/2065, article 17)."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from marketplace.accounts.models import User
from marketplace.catalog.queries import title_of
from marketplace.moderation.models import Decision
from marketplace.moderation.rules import CaseKind, Ground, Verdict
from marketplace.web.i18n import LANGUAGES
from marketplace.web.letters import Action, Block, Letter, Paragraph, Quote, link

_HARD = (Verdict.REFUSE, Verdict.SUSPEND)
GROUNDS = {
    Ground.IDENTITY_UNCLEAR: _l("The legal identity is not clear"),
    Ground.OUTSIDE_TERRITORY: _l("The business is not of this valley"),
    Ground.INCOMPLETE: _l("Something is missing"),
    Ground.MISLEADING: _l("Something could mislead buyers"),
    Ground.FORBIDDEN_GOODS: _l("This may not be sold here"),
    Ground.LABEL_UNPROVEN: _l("A quality mark without a valid certificate"),
    Ground.RIGHTS_OF_OTHERS: _l("Somebody else's text, picture or name"),
    Ground.OTHER: _l("Another ground, said below"),
}


def decision_letter(decision: Decision, owner: User) -> Letter:
    """The letter about one decision."""
    case = decision.case
    subject = _subject(decision)
    blocks: list[Block] = [Paragraph(_outcome(decision))]
    if decision.ground:
        blocks.append(Paragraph(_("Ground: %(ground)s", ground=GROUNDS[Ground(decision.ground)])))
    if decision.reason:
        if decision.reason_language != owner.language:
            language = LANGUAGES[decision.reason_language]
            words = _("In the administrator's own words, written in this language: %(language)s", language=language)
            blocks.append(Paragraph(words))
        blocks.append(Quote(decision.reason, decision.reason_language))
    blocks.append(Action(_("Open my business"), link("dashboard.business", slug=case.business.slug)))
    if decision.verdict in _HARD:
        blocks.append(Paragraph(_("A person decided this, not a program.")))
        blocks.append(
            Paragraph(
                _(
                    "If you think it is wrong, answer this letter within six months: somebody else will look again. "
                    "You may also turn to a court."
                )
            )
        )
    return Letter(subject=subject, heading=subject, blocks=blocks)


def _name(decision: Decision) -> str:
    case = decision.case
    if case.kind == CaseKind.LISTING and case.listing is not None:
        return title_of(case.listing, case.listing.language).text
    return case.business.name


def _subject(decision: Decision) -> str:
    name = _name(decision)
    match Verdict(decision.verdict):
        case Verdict.APPROVE:
            return _("%(name)s is approved", name=name)
        case Verdict.ASK_CHANGES:
            return _("%(name)s: please change something", name=name)
        case Verdict.REFUSE:
            return _("%(name)s was not accepted", name=name)
        case Verdict.SUSPEND:
            return _("%(name)s is suspended", name=name)
        case Verdict.REINSTATE:
            return _("%(name)s is visible again", name=name)


def _outcome(decision: Decision) -> str:
    kind = decision.case.kind
    match Verdict(decision.verdict):
        case Verdict.APPROVE if kind == CaseKind.BUSINESS:
            return _("Your card is visible to everybody now, with every listing that has what it needs.")
        case Verdict.APPROVE:
            return _("The change is accepted and visible to everybody.")
        case Verdict.ASK_CHANGES:
            return _("Nearly there: change what is said below and send the card again.")
        case Verdict.REFUSE if kind == CaseKind.BUSINESS:
            return _("Your card stays invisible. You may mend what is said below and send it again.")
        case Verdict.REFUSE if kind == CaseKind.IDENTITY:
            return _("The legal identity approved before stays visible; the change was not accepted.")
        case Verdict.REFUSE:
            return _("The listing is hidden from visitors.")
        case Verdict.SUSPEND:
            return _(
                "Your card and all its listings are hidden from visitors in all languages until this is settled. "
                "Orders already placed go on."
            )
        case Verdict.REINSTATE:
            return _("Visitors see it again as before.")
