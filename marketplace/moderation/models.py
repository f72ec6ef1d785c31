"""Tables of cases and decisions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.businesses.models import Business, LegalIdentity
from marketplace.catalog.models import Listing
from marketplace.extensions import Base
from marketplace.facts.columns import UtcDateTime


class Case(Base):
    """Something an administrator should look at: a new business, a changed identity, a listing gone live."""

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index("ix_moderation_case_queue", "territory", "closed_at", "opened_at", "id"),
        Index("ix_moderation_case_business_id", "business_id"),
        Index("ix_moderation_case_listing_id", "listing_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # moderation.rules.CaseKind
    territory: Mapped[str] = mapped_column(String(40))
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"))
    identity_id: Mapped[int | None] = mapped_column(ForeignKey("legal_identity.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    business: Mapped[Business] = relationship()
    listing: Mapped[Listing | None] = relationship()
    identity: Mapped[LegalIdentity | None] = relationship()
    decisions: Mapped[list["Decision"]] = relationship(back_populates="case", order_by="Decision.id")


class Decision(Base):
    """What was decided, by whom and why; the reason reaches the owner in the owner's language."""

    __tablename__ = "moderation_decision"
    __table_args__ = (Index("ix_moderation_decision_case_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"))
    verdict: Mapped[str] = mapped_column(String(20))  # moderation.rules.Verdict
    ground: Mapped[str] = mapped_column(String(30), default="")  # moderation.rules.Ground: its text is translated
    reason: Mapped[str] = mapped_column(Text, default="")  # the administrator's own words
    reason_language: Mapped[str] = mapped_column(String(2))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(back_populates="decisions")
