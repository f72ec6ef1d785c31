"""What operators write. Nothing here commits."""

from collections.abc import Mapping

from sqlalchemy import delete

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.models import BouncingAddress
from marketplace.kernel.errors import Conflict
from marketplace.platform.models import PlatformIdentity
from marketplace.platform.queries import IDENTITY_FIELDS, identity


def save_identity(values: Mapping[str, str], actor_id: int) -> PlatformIdentity:
    """Writes who runs this site; `values` are those named in IDENTITY_FIELDS."""
    row = identity()
    changed = [name for name in IDENTITY_FIELDS if getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    db.session.add(row)
    db.session.flush()
    if changed:
        remember("platform", row.id, "identity set", actor_id, fields=changed)
    return row


def set_operator(user: User, operator: bool, actor: User) -> None:
    """Makes a person an operator, or no longer one.

    Raises:
        Conflict: "own-role": nobody locks themselves, and perhaps everybody, out.
    """
    if user.is_operator == operator:
        return
    if user.id == actor.id:
        raise Conflict("own-role")
    user.is_operator = operator
    remember("user", user.id, "operator set", actor.id, operator=operator)


def forget_bounce(address: str) -> bool:
    """Forgets that an address refused our mail; False where it was not noted."""
    gone = db.session.scalar(
        delete(BouncingAddress).where(BouncingAddress.address == address).returning(BouncingAddress.address)
    )
    return gone is not None
