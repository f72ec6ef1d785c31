"""The letters about accounts."""

from flask_babel import gettext as _

from marketplace.accounts.models import AccountToken, User
from marketplace.accounts.operations import token_of
from marketplace.accounts.rules import TokenPurpose
from marketplace.facts.services import config
from marketplace.web.letters import Action, Letter, Paragraph, link


def token_letter(row: AccountToken, user: User) -> Letter:
    """The letter with the link."""
    write = {
        TokenPurpose.CONFIRM_EMAIL: _confirm,
        TokenPurpose.CHANGE_EMAIL: _change,
        TokenPurpose.RESET_PASSWORD: _reset,
    }
    return write[TokenPurpose(row.purpose)](token_of(row), user)


def _confirm(token: str, user: User) -> Letter:
    return Letter(
        subject=_("Confirm your address"),
        heading=_("Welcome, %(name)s", name=user.name),
        blocks=[
            Paragraph(_("One last step: say that this address is yours. The link is good for seven days.")),
            Action(_("Confirm my address"), link("accounts.confirm", token=token)),
            Paragraph(_("If it was not you who signed up, do nothing: without this step the account stays closed.")),
        ],
    )


def _change(token: str, user: User) -> Letter:
    return Letter(
        subject=_("Confirm your new address"),
        heading=_("A new address for your account"),
        blocks=[
            Paragraph(_("From now on we write here, as soon as you confirm. The link is good for 45 minutes.")),
            Action(_("Use this address"), link("accounts.confirm_change", token=token)),
        ],
    )


def _reset(token: str, user: User) -> Letter:
    return Letter(
        subject=_("Choose a new password"),
        heading=_("A new password"),
        blocks=[
            Paragraph(_("Somebody, most likely you, asked for a new password. The link is good once, for 45 minutes.")),
            Action(_("Choose a new password"), link("accounts.reset", token=token)),
            Paragraph(_("If you did not ask for it, do nothing: your password stays as it is.")),
        ],
    )


def already_member_letter(user: User) -> Letter:
    """For somebody who signs up a second time."""
    return Letter(
        subject=_("You already have an account"),
        heading=_("You already have an account"),
        blocks=[
            Paragraph(
                _("Somebody, most likely you, signed up at %(site)s with this address.", site=config().site_name)
            ),
            Action(_("Log in"), link("accounts.login")),
            Paragraph(_("If you forgot your password, choose a new one from the login page.")),
        ],
    )
