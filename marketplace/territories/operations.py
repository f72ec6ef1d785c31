"""Who moderates what: given and taken by an operator."""

from sqlalchemy import delete

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.rows import ensure_row
from marketplace.territories.models import TerritoryAdministrator
from marketplace.territories.queries import territory_index


def set_territories(user: User, slugs: set[str], actor_id: int | None) -> None:
    """Makes a person the administrator of these territories and of no other. Raises KeyError for an unknown one."""
    for slug in slugs:
        territory_index()[slug]
        ensure_row(TerritoryAdministrator, user_id=user.id, territory=slug)
    db.session.execute(
        delete(TerritoryAdministrator).where(
            TerritoryAdministrator.user_id == user.id, TerritoryAdministrator.territory.not_in(slugs)
        )
    )
    remember("user", user.id, "territories set", actor_id, territories=sorted(slugs))
