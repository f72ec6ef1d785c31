"""Texts that people write in Markdown, made safe to show.

Two fences: the parser knows no raw HTML, and what it renders passes an allow-list that knows nothing of the parser.
"""

import re
from collections.abc import Iterator, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

# Above every form's own limit; a bound on the work, not a rule for people.
MAX_LENGTH = 20_000
MAX_NESTING = 10
FIRST_HEADING = 3  # the page has used h1 for its name and h2 for its sections

_TAGS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "a"}
_ATTRIBUTES = {"*": set[str](), "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]+", re.IGNORECASE)
# A shopkeeper indents and quotes without thinking of code, and references can make much work out of little text.
_UNUSED = ["code", "fence", "backticks", "html_block", "html_inline", "reference"]
_BLANKS = re.compile(r"[ \t\r\n]+")  # no-break spaces stay: French needs them


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        """Only addresses that lead off the page, of the schemes allowed; the library merely forbids some."""
        return bool(_LINK.fullmatch(url))


def _words_for_image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Pictures come from the photo upload alone, so only what was said about this one remains."""
    return escapeHtml(renderer.renderInlineAsText(tokens[index].children or [], options, env))


_parser = _Markdown("commonmark", {"html": False, "breaks": True, "maxNesting": MAX_NESTING}).disable(_UNUSED)
_parser.add_render_rule("image", _words_for_image)


def render_markdown(text: str) -> Markup:
    """Safe HTML: paragraphs, line breaks as typed, headings from h3 down without gaps, lists, quotes, bold, italic
    and links (rel="nofollow noopener ugc"). Anything else shows as the characters that were typed.
    """
    tokens = list(_with_ordered_headings(_parser.parse(_bounded(text))))
    html = _parser.renderer.render(tokens, _parser.options, {})
    return Markup(  # noqa: S704  # what the allow-list has just passed
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            url_relative="deny",
            link_rel="nofollow noopener ugc",
        )
    )


def plain_excerpt(text: str, length: int) -> str:
    """The words alone, without any mark, on one line of at most `length` characters; cut between words, with "…" to
    show it. It is text, not HTML: templates escape it as any other. Raises ValueError if `length` is below 1.
    """
    if length < 1:
        raise ValueError("an excerpt needs room for at least one character")
    words = _BLANKS.sub(" ", " ".join(_words(_parser.parse(_bounded(text))))).strip()
    if len(words) <= length:
        return words
    cut = words[:length]
    whole, blank, _ = cut.rpartition(" ")
    return (whole if blank else cut[:-1]).rstrip(" ,;:.–—-") + "…"


def _bounded(text: str) -> str:
    """Lone surrogates and NULs are no text and would stop the allow-list."""
    return text[:MAX_LENGTH].encode("utf-8", "replace").decode().replace("\0", "")


def _with_ordered_headings(tokens: Sequence[Token]) -> Iterator[Token]:
    """Whatever level was typed, a heading is at most one below the heading before it."""
    level = FIRST_HEADING - 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(int(token.tag[1:]) + FIRST_HEADING - 1, level + 1, 6)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"
        yield token


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline_words(token.children or []))


def _inline_words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield from _inline_words(token.children or [])
        else:
            yield token.content
