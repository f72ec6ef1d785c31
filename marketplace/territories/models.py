"""Who administers a territory. The territories themselves are reference data, see data/ and queries.py."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Base


class TerritoryAdministrator(Base):
    """Somebody who moderates a territory (its slug); one person may have several."""

    __tablename__ = "territory_administrator"
    __table_args__ = (UniqueConstraint("user_id", "territory"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    territory: Mapped[str] = mapped_column(String(40))
