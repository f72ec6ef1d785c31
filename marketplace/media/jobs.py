"""The worker's part: renditions for what was uploaded, and files taken away."""

from marketplace.extensions import db
from marketplace.facts.outbox import Job
from marketplace.facts.services import services
from marketplace.facts.transaction import transaction
from marketplace.media.models import Photo
from marketplace.media.operations import mark_ready, mark_refused
from marketplace.media.rules import PhotoState, original_key, rendition_key
from marketplace.ports.images import RENDITION_MEDIA_TYPE, RENDITION_WIDTHS, ImageRefused
from marketplace.ports.storage import FileMissing


def make_renditions(job: Job) -> None:
    """PhotoUploaded: re-encodes the photo in three sizes, or says why not; the original goes either way."""
    photo = db.session.get(Photo, job.payload["photo_id"])
    code = photo.code if photo else ""
    waiting = photo is not None and photo.state == PhotoState.WAITING
    db.session.rollback()
    if waiting:
        _judge(job.payload["photo_id"], code)
    if code:
        services().storage.delete(original_key(code))  # here too when killed after the verdict and run again


def delete_files(job: Job) -> None:
    """Takes away all that storage holds of a photo."""
    _delete_renditions(job.payload["code"])
    services().storage.delete(original_key(job.payload["code"]))


def _judge(photo_id: int, code: str) -> None:
    storage = services().storage
    try:
        renditions = services().images.renditions(storage.read(original_key(code)))
    except FileMissing:
        _refuse(photo_id, "damaged")
        return
    except ImageRefused as refusal:
        _refuse(photo_id, refusal.code)
        return
    for rendition in renditions:
        storage.put(rendition_key(code, rendition.name), rendition.data, RENDITION_MEDIA_TYPE)
    with transaction():
        kept = mark_ready(photo_id, renditions[-1])
    if not kept:
        _delete_renditions(code)


def _refuse(photo_id: int, reason: str) -> None:
    with transaction():
        mark_refused(photo_id, reason)


def _delete_renditions(code: str) -> None:
    for name in RENDITION_WIDTHS:
        services().storage.delete(rendition_key(code, name))
