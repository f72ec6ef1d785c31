"""The blueprint that the pages for finding share."""

from flask import Blueprint

blueprint = Blueprint("search", __name__)
