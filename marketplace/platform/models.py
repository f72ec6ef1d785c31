"""The table of the platform's legal identity."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Base


class PlatformIdentity(Base):
    """Who runs this site; one row, filled in by an operator, shown in the legal notice."""

    __tablename__ = "platform_identity"

    id: Mapped[int] = mapped_column(primary_key=True)
    legal_name: Mapped[str] = mapped_column(String(160), default="")
    legal_form: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    register_number: Mapped[str] = mapped_column(String(40), default="")
    vat_number: Mapped[str] = mapped_column(String(14), default="")
    publication_director: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    host: Mapped[str] = mapped_column(Text, default="")  # name and address of who hosts the site
