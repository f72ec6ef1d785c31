"""The platform's own pages, for everybody."""

from flask import Blueprint, abort, render_template
from markupsafe import Markup

from marketplace.facts.services import config
from marketplace.platform.queries import IDENTITY_FIELDS, identity, page_text
from marketplace.platform.rules import PAGES
from marketplace.web.access import Access, access
from marketplace.web.fragments import page as kept_page
from marketplace.web.i18n import language
from marketplace.web.markdown import render_markdown

blueprint = Blueprint("platform", __name__)


@blueprint.get("/about/<slug>/")
@access(Access.ANYONE)
def page(slug: str) -> str:
    if slug not in PAGES:
        abort(404)
    row = identity()
    shown = {name: getattr(row, name) for name in IDENTITY_FIELDS}
    text = page_text(slug, language())

    def make() -> str:
        sections = [(section.heading, render(section.body)) for section in text.sections]
        return render_template(
            "platform/page.html", slug=slug, text=text, lead=named(text.lead), sections=sections, identity=shown
        )

    return kept_page(("platform", slug, *shown.values()), make)


def render(text: str) -> Markup:
    """Our own Markdown as HTML. {site} is the site's name; links that begin with {url} stay on the site."""
    url = f"{config().site_url}/{language()}"
    html = str(render_markdown(named(text).replace("{url}", url)))  # as Markup it would escape what is put in
    own = f'href="{url}/'
    # Our own pages are neither strangers' nor to be kept from being found.
    return Markup(html.replace(own, f'href="/{language()}/').replace(' rel="nofollow noopener ugc"', ""))  # noqa: S704


def named(text: str) -> str:
    """The text with the site's name in its place."""
    return text.replace("{site}", config().site_name)
