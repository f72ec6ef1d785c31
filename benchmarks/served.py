"""The product as it is measured: `warm` is wsgi.app itself, `cold` forgets every kept piece and value before each request."""

import os

from flask import g
from sqlalchemy import event

from marketplace.extensions import db
from marketplace.web.fragments import fragments
from marketplace.web.kept import Kept
from wsgi import app

if os.environ.get("BENCH") == "cold":

    @app.before_request
    def forget() -> None:
        fragments.clear()
        Kept.forget_all()


if os.environ.get("BENCH") == "count":
    with app.app_context():

        @event.listens_for(db.engine, "before_cursor_execute")
        def count(*_arguments: object) -> None:
            g.queries = g.get("queries", 0) + 1

    @app.after_request
    def tell(response):  # noqa: ANN001, ANN201  # as Flask has it
        response.headers["X-Queries"] = str(g.get("queries", 0))
        return response
