"""Verbs that write about photos."""

import secrets

from sqlalchemy import func, select, update

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.facts.outbox import record, schedule
from marketplace.facts.services import now, services
from marketplace.kernel.errors import Conflict
from marketplace.media.events import PhotoReady, PhotoUploaded
from marketplace.media.models import Photo
from marketplace.media.rules import DELETE_FILES, MOST_WAITING, PhotoState, original_key
from marketplace.ports.images import Rendition, sniffed

CODE_BYTES = 13  # 104 bits: the address is all that keeps a photo of an unpublished thing from strangers


def upload(user: User, data: bytes) -> Photo:
    """Keeps a photo for the worker, which makes what is shown of it; until then its state is waiting.

    Raises:
        ImageRefused: it is too large or no photo by its first bytes.
        Conflict: "too-many-photos-waiting", retryable: this person has MOST_WAITING in the queue.
        StorageUnavailable: it could not be kept.
    """
    media_type = f"image/{sniffed(data)}"
    _refuse_flood(user)
    photo = Photo(
        code=secrets.token_hex(CODE_BYTES), state=PhotoState.WAITING, uploader_id=user.id, created_at=now(), refusal=""
    )
    db.session.add(photo)
    db.session.flush()
    services().storage.put(original_key(photo.code), data, media_type)
    record(PhotoUploaded(photo.id))
    return photo


def mark_ready(photo_id: int, largest: Rendition) -> bool:
    """The renditions lie in storage; False where the photo was taken away or judged meanwhile."""
    done = _settle(photo_id, state=PhotoState.READY, width=largest.width, height=largest.height)
    if done:
        record(PhotoReady(photo_id))
    return done


def mark_refused(photo_id: int, code: str) -> bool:
    """It cannot be shown; `code` is the images port's, for its owner. False where it was taken away meanwhile."""
    return _settle(photo_id, state=PhotoState.REFUSED, refusal=code)


def discard(photo: Photo) -> None:
    """Takes a photo away; its files go after the commit. Whatever shows it must have let go of it before."""
    schedule(DELETE_FILES, now(), code=photo.code)
    db.session.delete(photo)


def _refuse_flood(user: User) -> None:
    waiting = select(func.count(Photo.id)).where(Photo.uploader_id == user.id, Photo.state == PhotoState.WAITING)
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise Conflict("too-many-photos-waiting", retryable=True)


def _settle(photo_id: int, **values: object) -> bool:
    settled = db.session.execute(
        update(Photo).where(Photo.id == photo_id, Photo.state == PhotoState.WAITING).values(**values)
    )
    return settled.rowcount == 1  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
