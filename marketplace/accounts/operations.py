"""Verbs that write accounts. None of them tells a stranger whether an address has an account."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from flask import current_app
from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from sqlalchemy import select, update

from marketplace.accounts.events import AlreadyMember, TokenMade
from marketplace.accounts.models import AccountToken, Address, User, new_session_key
from marketplace.accounts.queries import user_by_email
from marketplace.accounts.rules import LIFETIMES, TokenPurpose
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.facts.tokens import derived_token
from marketplace.kernel.codes import token_hash
from marketplace.kernel.errors import Conflict, Problem


@dataclass(frozen=True, slots=True)
class AccountPart:
    """What another feature keeps about a person: how to hand it out, and how to let it go.

    `open_matters` says, in the reader's language, what must be finished before the account can be closed.
    """

    name: str
    export: Callable[[User], Any]
    erase: Callable[[User], None]
    open_matters: Callable[[User], list[str]]


def parts() -> list[AccountPart]:
    """The parts that wiring joined."""
    return cast(list[AccountPart], current_app.extensions["account_parts"])


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    """What a password is compared with where there is no account, so that the answer takes as long."""
    return _hasher().hash("nobody has this one")


def hash_password(password: str) -> str:
    """The hash to keep. Takes long on purpose, so it ends the transaction under way: SQLite has one write lock."""
    db.session.rollback()
    return _hasher().hash(password)


def sign_up(email: str, name: str, hashed: str, language: str) -> None:
    """Makes an account and has a letter sent to confirm it; an address that has one gets a letter saying so."""
    known = user_by_email(email)
    if known is not None and known.email_confirmed_at is not None:
        record(AlreadyMember(user_id=known.id))
        return
    if known is None:
        known = User(email=email, name=name, language=language, password_hash=hashed, created_at=now())
        db.session.add(known)
        db.session.flush()
    else:  # never confirmed: whoever owns the address and signs up last is right
        known.name, known.language, known.password_hash, known.session_key = name, language, hashed, new_session_key()
    make_token(known, TokenPurpose.CONFIRM_EMAIL)


def create_user(email: str, name: str, hashed: str, language: str, *, confirmed: bool = True) -> User:
    """An account made for somebody by the demo or an operator's command. Raises Conflict("email-taken")."""
    if user_by_email(email) is not None:
        raise Conflict("email-taken")
    at = now()
    user = User(email=email, name=name, language=language, password_hash=hashed, created_at=at)
    user.email_confirmed_at = at if confirmed else None
    db.session.add(user)
    db.session.flush()
    return user


def check_password(user: User | None, password: str) -> bool:
    """Whether the password is the user's; takes as long where there is no user. Ends the transaction under way."""
    expected = user.password_hash if user else _nobodys_hash()
    db.session.rollback()
    return _verifies(password, expected) and user is not None


def _verifies(password: str, expected: str) -> bool:
    try:
        return _hasher().verify(password, expected)
    except UnknownHashError:  # a closed account or one that nobody can enter by password
        return False


def make_token(user: User, purpose: TokenPurpose, new_email: str = "") -> None:
    """Has a link mailed; earlier links for the same purpose end."""
    db.session.execute(
        update(AccountToken)
        .where(AccountToken.user_id == user.id, AccountToken.purpose == purpose, AccountToken.used_at.is_(None))
        .values(used_at=now())
    )
    row = AccountToken(user_id=user.id, purpose=purpose, new_email=new_email, expires_at=now() + LIFETIMES[purpose])
    row.token_hash = f"pending {new_session_key()}"
    db.session.add(row)
    db.session.flush()
    row.token_hash = token_hash(token_of(row))
    record(TokenMade(token_id=row.id))


def token_of(row: AccountToken) -> str:
    """The secret of a link, made again for its letter."""
    return derived_token("account", f"{row.id}:{row.user_id}:{row.purpose}")


def use_token(token: str, purpose: TokenPurpose) -> User:
    """Takes a link, once; gives its user.

    Raises:
        Problem: "link-invalid": unknown, used, too old, or of a closed account.
    """
    row = db.session.scalar(
        select(AccountToken)
        .where(AccountToken.token_hash == token_hash(token), AccountToken.purpose == purpose)
        .with_for_update()
    )
    if row is None or row.used_at is not None or row.expires_at < now():
        raise Problem("link-invalid")
    user = db.session.get(User, row.user_id)
    if user is None or user.closed_at is not None:
        raise Problem("link-invalid")
    row.used_at = now()
    if purpose is TokenPurpose.CHANGE_EMAIL:
        if user_by_email(row.new_email) is not None:
            raise Problem("link-invalid")
        user.email = row.new_email
        end_sessions(user)
    user.email_confirmed_at = user.email_confirmed_at or now()
    return user


def ask_reset(email: str) -> None:
    """Has a link mailed to choose a new password, if there is such an account."""
    user = user_by_email(email)
    if user is not None:
        make_token(user, TokenPurpose.RESET_PASSWORD)


def set_password(user: User, hashed: str) -> None:
    """Changes the password and ends every session."""
    user.password_hash = hashed
    end_sessions(user)
    remember("user", user.id, "password changed", user.id)


def end_sessions(user: User) -> None:
    """Signs the user out everywhere."""
    user.session_key = new_session_key()


def save_address(user: User, values: dict[str, str], address: Address | None = None) -> None:
    """Adds a postal address, or changes one."""
    if address is None:
        address = Address(user_id=user.id)
        db.session.add(address)
    for name, value in values.items():
        setattr(address, name, value)


def remove_address(address: Address) -> None:
    """Forgets a postal address; orders keep the copy they were placed with."""
    db.session.delete(address)


def close(user: User) -> None:
    """Closes the account and erases what is personal; the row stays for what refers to it.

    Raises:
        Problem: "open-matters" with `reasons`: something must be finished before.
    """
    reasons = [reason for part in parts() for reason in part.open_matters(user)]
    if reasons:
        raise Problem("open-matters", reasons=reasons)
    for part in parts():
        part.erase(user)
    for address in list(user.addresses):
        db.session.delete(address)
    for token in db.session.scalars(select(AccountToken).where(AccountToken.user_id == user.id)):
        db.session.delete(token)
    user.email = f"closed-{user.id}@closed.invalid"
    user.name, user.phone, user.password_hash = "", "", "!"
    user.is_operator = False
    user.closed_at = now()
    end_sessions(user)
    remember("user", user.id, "closed", user.id)


def personal_data(user: User) -> dict[str, Any]:
    """Everything personal that is kept, for the person to take along."""
    own = {
        "email": user.email,
        "name": user.name,
        "phone": user.phone,
        "language": user.language,
        "operator": user.is_operator,
        "created_at": user.created_at.isoformat(),
        "email_confirmed_at": user.email_confirmed_at.isoformat() if user.email_confirmed_at else None,
        "addresses": [
            {name: getattr(a, name) for name in ("name", "street", "postal_code", "town", "country")}
            for a in user.addresses
        ],
    }
    return {"account": own, **{part.name: part.export(user) for part in parts()}}


def export_file(user: User) -> str:
    """`personal_data` as a JSON text that people and programs can read."""
    return json.dumps(personal_data(user), ensure_ascii=False, indent=2)


def make_operator(user: User) -> None:
    """Lets a member look after the platform; from the server's command line."""
    user.is_operator = True
    remember("user", user.id, "made operator", None)
