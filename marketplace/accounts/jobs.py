"""Jobs of accounts: letters."""

from marketplace.accounts.mails import already_member_letter, token_letter
from marketplace.accounts.models import AccountToken, User
from marketplace.extensions import db
from marketplace.facts.outbox import Job
from marketplace.facts.services import now
from marketplace.web.letters import post


def mail_token(job: Job) -> None:
    """Sends the link, unless it ended meanwhile."""
    row = db.session.get(AccountToken, job.payload["token_id"])
    if row is None or row.used_at is not None or row.expires_at < now():
        return
    user = db.session.get_one(User, row.user_id)
    post(job, row.new_email or user.email, user.language, lambda: token_letter(row, user))


def mail_already_member(job: Job) -> None:
    """Tells a member that somebody tried to sign up with their address."""
    user = db.session.get(User, job.payload["user_id"])
    if user is not None and user.closed_at is None:
        post(job, user.email, user.language, lambda: already_member_letter(user))
