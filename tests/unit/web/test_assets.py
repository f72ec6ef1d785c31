"""Logical names of built files become their hashed addresses."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from marketplace.web.assets import FOR_EVER, Assets, MissingBuild, init_app


def write(path: Path, names: dict[str, str], at: int = 1_000) -> Path:
    path.write_text(json.dumps(names), encoding="utf-8")
    os.utime(path, ns=(at, at))
    return path


def test_names_become_hashed_addresses(tmp_path: Path) -> None:
    manifest = write(tmp_path / "manifest.json", {"main.css": "main-1a2b.css"})
    assert Assets(manifest).url("main.css") == "/static/dist/main-1a2b.css"


def test_a_missing_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingBuild, match="build the front end first"):
        Assets(tmp_path / "manifest.json").url("main.css")


def test_an_unknown_name_is_an_error_that_lists_the_known_ones(tmp_path: Path) -> None:
    manifest = write(tmp_path / "manifest.json", {"main.css": "main-1a2b.css"})
    with pytest.raises(MissingBuild, match=r"'nain\.css'.*main\.css"):
        Assets(manifest).url("nain.css")


@pytest.mark.parametrize(("watch", "expected"), [(True, "main-new.css"), (False, "main-old.css")])
def test_a_new_build_is_noticed_only_when_watching(tmp_path: Path, watch: bool, expected: str) -> None:
    manifest = write(tmp_path / "manifest.json", {"main.css": "main-old.css"})
    assets = Assets(manifest, watch=watch)
    assets.url("main.css")
    write(manifest, {"main.css": "main-new.css"}, at=2_000)
    assert assets.url("main.css") == f"/static/dist/{expected}"


def test_the_build_is_tried_again_after_a_missing_one(tmp_path: Path) -> None:
    assets = Assets(tmp_path / "manifest.json")
    with pytest.raises(MissingBuild):
        assets.url("main.css")
    write(tmp_path / "manifest.json", {"main.css": "main-1a2b.css"})
    assert assets.url("main.css").endswith("main-1a2b.css")


def test_browsers_keep_built_files_and_nothing_else(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")
    app.extensions["config"] = SimpleNamespace(production=True)
    init_app(app)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "main-1a2b.css").write_text("a{}")
    (tmp_path / "note.txt").write_text("plain")
    client = app.test_client()
    with client.get("/static/dist/main-1a2b.css") as built, client.get("/static/note.txt") as other:
        assert built.headers["Cache-Control"] == FOR_EVER
        assert other.headers.get("Cache-Control") != FOR_EVER
    assert client.get("/static/dist/gone-1a2b.css").headers.get("Cache-Control") != FOR_EVER


def test_a_new_build_changes_what_pieces_are_kept_under(tmp_path: Path) -> None:
    manifest = write(tmp_path / "manifest.json", {"main.css": "main-old.css"})
    assets = Assets(manifest, watch=True)
    before = assets.build()
    write(manifest, {"main.css": "main-new.css"}, at=2_000)
    assert assets.build() != before
