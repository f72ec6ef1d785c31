"""Texts by strangers: what they may say, and that they can do nothing."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from marketplace.web.markdown import MAX_LENGTH, plain_excerpt, render_markdown

TAGS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "a"}
REL = "nofollow noopener ugc"


class Inspector(HTMLParser):
    """Reads HTML as a browser would and keeps every tag and attribute."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", {}))

    def handle_decl(self, decl: str) -> None:
        self.seen.append(("declaration", {}))


def assert_harmless(html: str) -> list[tuple[str, dict[str, str | None]]]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    for tag, attributes in inspector.seen:
        assert tag in TAGS, html
        match tag:
            case "a":
                assert set(attributes) <= {"href", "rel"}, html
                assert attributes["rel"] == REL
                assert (attributes.get("href") or "").lower().startswith(("http://", "https://", "mailto:", "tel:"))
            case "ol":
                assert set(attributes) <= {"start"}
            case _:
                assert not attributes, html
    return inspector.seen


def links(html: str) -> list[str | None]:
    return [attributes["href"] for tag, attributes in assert_harmless(html) if tag == "a"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Bonjour", "<p>Bonjour</p>\n"),
        ("Une ligne\nune autre", "<p>Une ligne<br>\nune autre</p>\n"),
        ("**gras** et *penché*", "<p><strong>gras</strong> et <em>penché</em></p>\n"),
        ("- pain\n- miel", "<ul>\n<li>pain</li>\n<li>miel</li>\n</ul>\n"),
        ("3. pane\n4. miele", '<ol start="3">\n<li>pane</li>\n<li>miele</li>\n</ol>\n'),
        ("> dit ma grand-mère", "<blockquote>\n<p>dit ma grand-mère</p>\n</blockquote>\n"),
        ('5 < 6 & "7"', '<p>5 &lt; 6 &amp; "7"</p>\n'),
        ("    quatre espaces", "<p>quatre espaces</p>\n"),
        ("```\nx\n```", "<p>```<br>\nx<br>\n```</p>\n"),
    ],
)
def test_shows_what_was_meant(text: str, html: str) -> None:
    shown = render_markdown(text)
    assert isinstance(shown, Markup)
    assert shown == html


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[site](https://ferme.example/a?b=c&d=é)", "https://ferme.example/a?b=c&d=%C3%A9"),
        ("<https://ferme.example>", "https://ferme.example"),
        ("[écrire](mailto:ferme@posta.example)", "mailto:ferme@posta.example"),
        ("<ferme@posta.example>", "mailto:ferme@posta.example"),
        ("[appeler](tel:+33492000000)", "tel:+33492000000"),
        ('[site](https://ferme.example "title")', "https://ferme.example"),
    ],
)
def test_links_lead_out_and_earn_nothing(text: str, href: str) -> None:
    assert links(render_markdown(text)) == [href]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java%73cript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A&#x61&#x76&#x61script:alert(1)",
        "java\\script:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:msgbox(1)",
        "livescript:x",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "blob:https://a.example/1",
        "ftp://a.example",
        "//evil.example",
        "/fr/logout",
        "?next=x",
        "#top",
        "https:evil",
        "intent://x#Intent;end",
    ],
)
def test_leads_nowhere_else(address: str) -> None:
    for text in (
        f"[x]({address})",
        f"[x](<{address}>)",
        f"<{address}>",
        f"![x]({address})",
        f"[x][1]\n\n[1]: {address}",
    ):
        assert links(render_markdown(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>*{display:none}</style>",
        "<form action=//evil.example><button>x",
        "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
        "<!-- --><script>alert(1)</script>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php system('x') ?>",
        "</p></div></main><h1>x",
        '[x](https://a.example/"onmouseover="alert(1))',
        "[x](https://a.example/'><script>alert(1)</script>)",
        '[<img src=x onerror=alert(1)>](https://a.example "\\"><script>")',
        "![<script>alert(1)</script>](https://a.example/x.png)",
        '![x](https://a.example/x.png "onerror=alert(1)")',
        "`<script>alert(1)</script>`",
        "```html\n<script>alert(1)</script>\n```",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "# <script>alert(1)</script>",
        "- <script>alert(1)</script>",
        "> <script>alert(1)</script>",
        "{{ 7 * 7 }} {% raw %}",
        "\ud800 \0 \ufffe \u202e",
    ],
)
def test_does_nothing(text: str) -> None:
    assert_harmless(render_markdown(text))


def test_what_looks_like_html_is_shown_as_typed() -> None:
    assert render_markdown("<b>a</b>") == "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"


def test_of_an_image_the_words_remain() -> None:
    assert render_markdown("![notre *ferme* <3](https://a.example/x.png)") == "<p>notre ferme &lt;3</p>\n"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ([1], [3]),
        ([6], [3]),
        ([1, 2, 3, 4, 5, 6], [3, 4, 5, 6, 6, 6]),
        ([1, 3], [3, 4]),
        ([2, 1, 2], [3, 3, 4]),
        ([1, 2, 1], [3, 4, 3]),
    ],
)
def test_headings_fit_under_those_of_the_page(typed: list[int], shown: list[int]) -> None:
    html = render_markdown("\n\n".join("#" * level + " Titre" for level in typed))
    assert [tag for tag, _ in assert_harmless(html)] == [f"h{level}" for level in shown]
    assert all(html.count(f"<h{level}>") == html.count(f"</h{level}>") for level in shown)


BOMBS = {
    "quotes": ">" * MAX_LENGTH,
    "spaced quotes": "> " * MAX_LENGTH,
    "quote lines": "\n".join(">" * depth for depth in range(200)),
    "lists": "- " * MAX_LENGTH,
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(190)),
    "brackets": "[" * MAX_LENGTH,
    "links": "[a](" * MAX_LENGTH,
    "images": "![" * MAX_LENGTH,
    "closing": "[a](<b" * MAX_LENGTH,
    "stars": "*a **a " * MAX_LENGTH,
    "only stars": "*" * MAX_LENGTH,
    "underscores": "_a __b " * MAX_LENGTH,
    "backticks": "".join("e" + "`" * count for count in range(200)),
    "angles": "<" * MAX_LENGTH,
    "entities": "&" * MAX_LENGTH,
    "comments": "<!--" * MAX_LENGTH,
    "references": "[a]: u\n" * MAX_LENGTH,
    "headings": "# a\n" * MAX_LENGTH,
    "very long": "x" * 5_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_damp_squib(name: str) -> None:
    started = time.process_time()
    html = render_markdown(BOMBS[name])
    excerpt = plain_excerpt(BOMBS[name], 160)
    assert time.process_time() - started < 2
    assert len(html) < 20 * MAX_LENGTH
    assert len(excerpt) <= 160
    assert_harmless(html)
    depth = deepest = 0
    for piece in html.split("<")[1:]:
        if piece.startswith(("blockquote", "ul", "ol")):
            depth += 1
        elif piece.startswith(("/blockquote", "/ul", "/ol")):
            depth -= 1
        deepest = max(deepest, depth)
    assert deepest <= 10


MARKS = st.lists(
    st.sampled_from([*"<>[]()!*_`#-&;: \n\"'\\\0\u202ex"])
    | st.sampled_from(["javascript:", "data:", "https://a.example", "<script>", "onerror=", "&#"]),
    max_size=60,
).map("".join)


@given(MARKS | st.text(max_size=200))
def test_any_text_is_harmless(text: str) -> None:
    assert_harmless(render_markdown(text))


@given(MARKS | st.text(max_size=200), st.integers(1, 80))
def test_an_excerpt_is_one_short_line(text: str, length: int) -> None:
    excerpt = plain_excerpt(text, length)
    assert len(excerpt) <= length
    assert not set("\n\r\t\0") & set(excerpt)


@pytest.mark.parametrize(
    ("text", "length", "excerpt"),
    [
        ("", 20, ""),
        ("# La ferme\n\nUn *bon* [fromage](https://a.example).", 80, "La ferme Un bon fromage."),
        ("Une ligne\nune autre", 80, "Une ligne une autre"),
        ("![notre ferme](https://a.example/x.png) ici", 80, "notre ferme ici"),
        ("Un fromage de chèvre, doux", 22, "Un fromage de chèvre…"),
        ("Un fromage", 10, "Un fromage"),
        ("Un fromages", 10, "Un…"),
        ("Anticonstitutionnellement", 6, "Antic…"),
        ("Pourquoi\u00a0? Parce que", 80, "Pourquoi\u00a0? Parce que"),
        ("<b>a</b> & b", 80, "<b>a</b> & b"),
    ],
)
def test_excerpts(text: str, length: int, excerpt: str) -> None:
    assert plain_excerpt(text, length) == excerpt


def test_an_excerpt_needs_room() -> None:
    with pytest.raises(ValueError, match="room"):
        plain_excerpt("x", 0)
