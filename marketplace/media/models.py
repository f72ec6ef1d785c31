"""Photos: kept as uploaded only until the worker has made its renditions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Base
from marketplace.facts.columns import UtcDateTime


class Photo(Base):
    """An uploaded picture. Its renditions lie in storage under `photos/<code>/<name>.webp`."""

    __tablename__ = "photo"
    __table_args__ = (Index("ix_photo_uploader_id", "uploader_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(26), unique=True)  # unguessable, part of the public address
    state: Mapped[str] = mapped_column(String(12))  # media.rules.PhotoState: waiting, ready, refused
    refusal: Mapped[str] = mapped_column(String(30), default="")  # the images port's code, for the owner
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    uploader_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
