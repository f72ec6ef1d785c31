"""/healthz says that the process lives; /readyz whether all it stands on does."""

from collections.abc import Callable

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text

from marketplace.extensions import db
from marketplace.facts.services import services
from marketplace.facts.worker import is_alive
from marketplace.web.access import Access, access

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@access(Access.ANYONE)
def healthz() -> Response:
    """Alive; asks nobody else."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
@access(Access.ANYONE)
def readyz() -> tuple[Response, int]:
    """200 when database, migrations, worker and index are all well, else 503; each one's state by name."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _database,
        "migrations": _migrations,
        "worker": is_alive,
        "index": _index,
    }
    states = {name: _state(check) for name, check in checks.items()}
    ready = all(state == "ok" for state in states.values())
    return jsonify(status="ready" if ready else "not ready", **states), 200 if ready else 503


def _state(check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "failing"
    except Exception:  # noqa: BLE001  # any fault of what we stand on is the answer, not an error of ours
        db.session.rollback()
        return "failing"


def _database() -> bool:
    return db.session.scalar(text("SELECT 1")) == 1


def _migrations() -> bool:
    head = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
    return MigrationContext.configure(db.session.connection()).get_current_revision() == head


def _index() -> bool:
    return services().search.status().usable
