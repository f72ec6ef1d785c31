"""The blueprint that the directory's pages share; its name is that of what they show."""

from flask import Blueprint

blueprint = Blueprint("businesses", __name__, url_prefix="/businesses")
