"""Pictures for everybody: photos in their sizes, and ridgeline covers. No language, no cookie, kept for a year."""

import re
from functools import lru_cache

from flask import Blueprint, Response, abort, request

from marketplace.facts.services import services
from marketplace.media.covers import HUES, KINDS, VERSION, cover_svg, emblems
from marketplace.media.rules import NO_EMBLEM, rendition_key
from marketplace.ports.images import RENDITION_MEDIA_TYPE, RENDITION_WIDTHS
from marketplace.ports.storage import FileMissing, StorageUnavailable
from marketplace.web.access import Access, access

FOR_EVER = "public, max-age=31536000, immutable"
MOST_COVERS = 500  # kept in memory, about 3 MB
CODE = re.compile(r"[0-9a-f]{26}")
SLUG = re.compile(r"[a-z0-9-]{1,80}")

blueprint = Blueprint("media", __name__)


@blueprint.get("/photos/<code>/<name>.webp")
@access(Access.ANYONE)
def photo(code: str, name: str) -> Response:
    """One rendition. Nothing at this address ever changes, so a copy is always good."""
    if not CODE.fullmatch(code) or name not in RENDITION_WIDTHS:
        abort(404)
    etag = f"{code}-{name}"
    if request.if_none_match.contains(etag):
        return _lasting(Response(status=304), etag)
    try:
        data = services().storage.read(rendition_key(code, name))
    except FileMissing:
        abort(404)
    except StorageUnavailable:
        return Response(status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})
    return _lasting(Response(data, mimetype=RENDITION_MEDIA_TYPE), etag)


@blueprint.get("/covers/<int(max=2147483647):version>/<kind>/<territory>/<emblem>/<slug>.svg")
@access(Access.ANYONE)
def cover(version: int, kind: str, territory: str, emblem: str, slug: str) -> Response:
    """A ridgeline cover. A version still to come is refused, lest its address be filled with the present drawing."""
    known = kind in KINDS and territory in HUES and (emblem == NO_EMBLEM or emblem in emblems())
    if not known or not 1 <= version <= VERSION or not SLUG.fullmatch(slug):
        abort(404)
    etag = f"{VERSION}-{kind}-{territory}-{emblem}-{slug}"
    if request.if_none_match.contains(etag):
        return _lasting(Response(status=304), etag)
    return _lasting(Response(_drawn(kind, territory, emblem, slug), mimetype="image/svg+xml"), etag)


@lru_cache(maxsize=MOST_COVERS)
def _drawn(kind: str, territory: str, emblem: str, slug: str) -> str:
    chosen = next(each for each in KINDS if each == kind)
    return cover_svg(slug, HUES[territory], chosen, None if emblem == NO_EMBLEM else emblem)


def _lasting(response: Response, etag: str) -> Response:
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(etag)
    return response
