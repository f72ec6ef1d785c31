"""The pages on which people find things."""

from flask import Blueprint

blueprint = Blueprint("search", __name__)
