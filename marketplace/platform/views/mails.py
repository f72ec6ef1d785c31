"""The letters kept while developing, to look at. In production there are no such pages."""

from typing import cast

from flask import Blueprint, Response, abort, render_template

from marketplace.facts.services import services
from marketplace.ports.mail import KeptMail, KeptMailbox, MailNotKept
from marketplace.web.access import Access, access
from marketplace.web.pagination import Pagination, page_number

blueprint = Blueprint("mails", __name__, url_prefix="/development/mails")
PER_PAGE = 50
# Letters carry their style inline, as mail programs want it; nothing else of theirs may run or be fetched.
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


@blueprint.get("/")
@access(Access.ANYONE)
def index() -> str:
    kept = mailbox().list_kept()
    number = page_number()
    pagination = Pagination(number, PER_PAGE, len(kept))
    shown = kept[(number - 1) * PER_PAGE : number * PER_PAGE]
    return render_template("platform/mails.html", kept=shown, pagination=pagination, robots="noindex")


@blueprint.get("/<id>/")
@access(Access.ANYONE)
def letter(id: str) -> str:
    return render_template("platform/mail.html", mail=read(id), robots="noindex")


@blueprint.get("/<id>/html/")
@access(Access.ANYONE)
def html(id: str) -> Response:
    answer = Response(read(id).html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = LETTER_POLICY
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/<id>/attachments/<int(max=2147483647):position>/")
@access(Access.ANYONE)
def attachment(id: str, position: int) -> Response:
    attachments = read(id).attachments
    if position >= len(attachments):
        abort(404)
    file = attachments[position]
    answer = Response(file.content, mimetype=file.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.filename)
    return answer


def mailbox() -> KeptMailbox:
    """The transport that keeps letters; wiring registers these pages with no other."""
    return cast(KeptMailbox, services().mail)


def read(id: str) -> KeptMail:
    """One kept letter, or 404."""
    try:
        return mailbox().read_kept(id)
    except MailNotKept:
        abort(404)
