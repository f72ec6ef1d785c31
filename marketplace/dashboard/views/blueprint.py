"""The blueprint of the owner's first pages."""

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__, url_prefix="/dashboard")
