"""Tables of people and of the links that prove an address is theirs."""

import secrets
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.extensions import Base
from marketplace.facts.columns import UtcDateTime


def new_session_key() -> str:
    """What a session must carry; a new one ends all sessions."""
    return secrets.token_urlsafe(16)


class User(Base, UserMixin):
    """A person with an account. A closed account keeps its row, emptied of personal data, for what refers to it."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # normalised, lower case
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20), default="")  # E.164 or empty
    language: Mapped[str] = mapped_column(String(2))
    password_hash: Mapped[str] = mapped_column(String(200))
    session_key: Mapped[str] = mapped_column(String(40), default=new_session_key)
    is_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    addresses: Mapped[list["Address"]] = relationship(back_populates="user", order_by="Address.id")

    def get_id(self) -> str:
        """What flask-login keeps in the session: ended as soon as the session key changes."""
        return f"{self.id}.{self.session_key}"


class AccountToken(Base):
    """A link sent by mail, kept as a hash, good once and for a while."""

    __tablename__ = "account_token"
    __table_args__ = (Index("ix_account_token_user_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    purpose: Mapped[str] = mapped_column(String(20))  # accounts.rules.TokenPurpose
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    new_email: Mapped[str] = mapped_column(String(254), default="")  # where the purpose is a change of address
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Address(Base):
    """A postal address of a member, offered at checkout for the invoice."""

    __tablename__ = "address"
    __table_args__ = (Index("ix_address_user_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(120))
    street: Mapped[str] = mapped_column(Text)
    postal_code: Mapped[str] = mapped_column(String(12))
    town: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))

    user: Mapped[User] = relationship(back_populates="addresses")
