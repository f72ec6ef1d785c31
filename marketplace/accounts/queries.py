"""Reads of people."""

from collections.abc import Iterable

from sqlalchemy import select

from marketplace.accounts.models import Address, User
from marketplace.extensions import db
from marketplace.kernel.errors import NotFound


def load_user(session_id: str) -> User | None:
    """The user whom a session names, unless the session was ended or the account closed."""
    number, _, key = session_id.partition(".")
    if not number.isascii() or not number.isdecimal():
        return None
    user = db.session.get(User, int(number))
    return user if user is not None and user.session_key == key and user.closed_at is None else None


def user_by_email(email: str) -> User | None:
    """The open account with this normalised address."""
    return db.session.scalar(select(User).where(User.email == email, User.closed_at.is_(None)))


def address_of(user: User, number: int) -> Address:
    """One of the user's own addresses. Raises NotFound for anybody else's."""
    address = db.session.get(Address, number)
    if address is None or address.user_id != user.id:
        raise NotFound("address")
    return address


def names_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    """The names of people by id, for histories that keep ids alone."""
    known = {number for number in user_ids if number is not None}
    if not known:
        return {}
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(known))).all())
