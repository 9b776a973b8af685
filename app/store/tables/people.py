"""Tables of shops and of those who may enter: people, sessions, keys."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.model import PLATFORMS
from app.store.columns import NUMBER, Json, Name, Words, one_of
from app.store.tables.base import Base, Key, never_reused, to
from app.store.times import Moment

LANGUAGES = ("zh", "en")
ROLES = ("agent", "supervisor", "admin")
PURPOSES = ("first_admin", "invite", "reset")


class ShopRow(Base):
    """A shop. `clock_from` and `clock_till` are the hours ("08:00", "24:00") in which the response clock runs."""

    __tablename__ = "shops"
    __table_args__ = never_reused(
        UniqueConstraint("slug"), one_of("platform", PLATFORMS), one_of("language", LANGUAGES)
    )

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(Name)
    name: Mapped[str] = mapped_column(Name)
    platform: Mapped[str] = mapped_column(Name)
    timezone: Mapped[str] = mapped_column(Name)
    currency: Mapped[str] = mapped_column(Name)
    clock_seconds: Mapped[int]
    clock_from: Mapped[str] = mapped_column(Name)
    clock_till: Mapped[str] = mapped_column(Name)
    language: Mapped[str] = mapped_column(Name)
    created_at: Mapped[datetime] = mapped_column(Moment)


class UserRow(Base):
    """A person. `name` is what they log in with, case-folded; `shown_name` is what colleagues see."""

    __tablename__ = "users"
    __table_args__ = never_reused(UniqueConstraint("name"), one_of("language", LANGUAGES))

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Name)
    shown_name: Mapped[str] = mapped_column(Name)
    password_hash: Mapped[str | None] = mapped_column(Words)
    language: Mapped[str] = mapped_column(Name)
    is_active: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime | None] = mapped_column(Moment)


class MembershipRow(Base):
    """What a person may do in a shop."""

    __tablename__ = "memberships"
    __table_args__ = (one_of("role", ROLES),)

    user_id: Mapped[int] = mapped_column(NUMBER, to("users.id"), primary_key=True)
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(Name)


class LinkRow(Base):
    """A link that lets one person in once, to set a password. Only the hash of its token is kept."""

    __tablename__ = "one_time_links"
    __table_args__ = never_reused(UniqueConstraint("token_hash"), one_of("purpose", PURPOSES))

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(Name)
    purpose: Mapped[str] = mapped_column(Name)
    user_id: Mapped[int] = mapped_column(NUMBER, to("users.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class WebSessionRow(Base):
    """A browser that is logged in. Only the hash of its cookie is kept."""

    __tablename__ = "web_sessions"
    __table_args__ = never_reused(UniqueConstraint("token_hash"))

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(Name)
    csrf_token: Mapped[str] = mapped_column(Name)
    user_id: Mapped[int] = mapped_column(NUMBER, to("users.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class LoginAttemptRow(Base):
    """A try to log in, for the throttle. `name` is what was typed, case-folded: it need not be anybody's."""

    __tablename__ = "login_attempts"
    __table_args__ = never_reused(Index(None, "name", "at"), Index(None, "at"))

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Name)
    address: Mapped[str] = mapped_column(Name)
    at: Mapped[datetime] = mapped_column(Moment)
    succeeded: Mapped[bool]


class ApiKeyRow(Base):
    """A program's key: only its hash and its first letters are kept. `shop_id` NULL opens every shop."""

    __tablename__ = "api_keys"
    __table_args__ = never_reused(UniqueConstraint("key_hash"))

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Name)
    prefix: Mapped[str] = mapped_column(Name)
    key_hash: Mapped[str] = mapped_column(Name)
    shop_id: Mapped[int | None] = mapped_column(NUMBER, to("shops.id"), index=True)
    scopes: Mapped[list[str]] = mapped_column(Json)
    created_by: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
