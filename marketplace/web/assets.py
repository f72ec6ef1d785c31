"""Addresses of built files: the manifest names the hashed file behind each logical name, such as main.css."""

import json
from pathlib import Path

from flask import Flask, Response, request

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "static" / "dist" / "manifest.json"
PREFIX = "/static/dist/"
FOR_EVER = "public, max-age=31536000, immutable"  # a changed file has another name


class MissingBuild(RuntimeError):
    """The front end has not been built, or the name is not one that the build makes."""


class Assets:
    """Reads the manifest at the first use, and again whenever it changes where `watch` is set (development)."""

    def __init__(self, manifest: Path = MANIFEST, *, watch: bool = False) -> None:
        self.manifest = manifest
        self.watch = watch
        self._names: dict[str, str] = {}
        self._read_at: int | None = None

    def url(self, name: str) -> str:
        """The address of a built file.

        Raises:
            MissingBuild: there is no build, or it holds nothing of that name.
        """
        self.build()
        try:
            return PREFIX + self._names[name]
        except KeyError:
            raise MissingBuild(f"{name!r} is not in {self.manifest}; names: {', '.join(sorted(self._names))}") from None

    def build(self) -> int:
        """What changes with every build: when its manifest was written, in nanoseconds.

        Raises:
            MissingBuild: there is none.
        """
        if self._read_at is None or self.watch:
            self._refresh()
        assert self._read_at is not None
        return self._read_at

    def _refresh(self) -> None:
        try:
            changed = self.manifest.stat().st_mtime_ns
        except FileNotFoundError:
            raise MissingBuild(
                f"{self.manifest} is missing: build the front end first (node frontend/build.mjs)"
            ) from None
        if changed != self._read_at:
            self._names = json.loads(self.manifest.read_text(encoding="utf-8"))
            self._read_at = changed


_assets = Assets()


def asset_url(name: str) -> str:
    """The address of a built file, such as /static/dist/main-1a2b3c4d.css for main.css.

    Raises:
        MissingBuild: there is no build, or it holds nothing of that name.
    """
    return _assets.url(name)


def build() -> int:
    """What changes with every build, for the keys of cached pieces that name built files."""
    return _assets.build()


def init_app(app: Flask) -> None:
    """Lends templates `asset(name)`, lets browsers keep built files, and in development notices a new build."""
    app.add_template_global(asset_url, "asset")
    _assets.watch = not app.extensions["config"].production

    @app.after_request
    def keep(response: Response) -> Response:
        if request.path.startswith(PREFIX) and response.status_code in (200, 206, 304):
            response.headers["Cache-Control"] = FOR_EVER
        return response
