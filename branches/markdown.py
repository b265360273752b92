"""The few signs of Markdown that the manuals use, as HTML. No Django.

Headings of three levels, paragraphs, both kinds of lists (an item is one line), tables, notes (`>`),
pictures on a line of their own, and within a line **strong**, `code` and [links](to). Everything
else is text and is escaped, so that a file can never bring HTML of its own.

Not a library of CommonMark: between Chinese characters that leaves the signs of **“……”** standing, because
a mark beside a quotation mark neither opens nor closes there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

HEADING = re.compile(r"(#{1,3}) (.+)")
BULLET = re.compile(r"- (.+)")
NUMBER = re.compile(r"(\d+)\. (.+)")
NOTE = re.compile(r"> ?(.*)")
ROW = re.compile(r"\|(.+)\|$")
RULE = re.compile(r"\|[ :|-]+\|$")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)$")
INLINE = re.compile(r"\*\*(?P<strong>.+?)\*\*|`(?P<code>[^`]+)`|\[(?P<words>[^\]]+)\]\((?P<to>[^)\s]+)\)")
PLAIN = "paragraph"
KINDS = [
    ("heading", HEADING),
    ("bullet", BULLET),
    ("number", NUMBER),
    ("note", NOTE),
    ("row", ROW),
    ("picture", PICTURE),
]


@dataclass
class Page:
    """The HTML, and the headings of the second level as (anchor, words)."""

    title: str = ""
    html: str = ""
    contents: list[tuple[str, str]] = field(default_factory=list)


def render(text: str, address: Callable[[str], str] = str) -> Page:
    """The page of a text; `address(target)` gives the address of a link or a picture."""
    page, parts = Page(), []
    for kind, lines in groupby(text.splitlines(), key=kind_of):
        if kind == "heading":
            parts += [heading(page, line) for line in lines]
        elif kind:
            parts.append(WRITERS[kind](list(lines), address))
    page.html = "\n".join(parts)
    return page


def kind_of(line: str) -> str:
    """What a line belongs to; empty for a blank one."""
    if not line.strip():
        return ""
    return next((kind for kind, pattern in KINDS if pattern.match(line)), PLAIN)


def heading(page: Page, line: str) -> str:
    signs, words = HEADING.match(line).groups()
    if len(signs) == 1:
        page.title = words
        return ""
    if len(signs) == 2:
        page.contents.append((f"s{len(page.contents) + 1}", words))
        return f'<h2 id="{page.contents[-1][0]}">{escape(words)}</h2>'
    return f"<h3>{escape(words)}</h3>"


def inline(text: str, address) -> str:
    """A line's text with its marks; what stands between them is escaped."""
    parts, done = [], 0
    for found in INLINE.finditer(text):
        parts.append(escape(text[done : found.start()]))
        done = found.end()
        if found["strong"]:
            parts.append(f"<strong>{escape(found['strong'])}</strong>")
        elif found["code"]:
            parts.append(f"<code>{escape(found['code'])}</code>")
        else:
            parts.append(f'<a href="{escape(address(found["to"]))}">{escape(found["words"])}</a>')
    return "".join([*parts, escape(text[done:])])


def items(pattern, lines, address) -> str:
    return "".join(f"<li>{inline(pattern.match(line).groups()[-1], address)}</li>" for line in lines)


def bullets(lines, address) -> str:
    return f"<ul>{items(BULLET, lines, address)}</ul>"


def numbers(lines, address) -> str:
    """A list may go on after a picture: it begins with the number that its first line has."""
    return f'<ol start="{NUMBER.match(lines[0])[1]}">{items(NUMBER, lines, address)}</ol>'


def note(lines, address) -> str:
    return f'<p class="note">{"<br>".join(inline(NOTE.match(line)[1], address) for line in lines)}</p>'


def table(lines, address) -> str:
    rows = [[cell.strip() for cell in ROW.match(line)[1].split("|")] for line in lines if not RULE.match(line)]
    head = "".join(f'<th scope="col">{inline(cell, address)}</th>' for cell in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{inline(cell, address)}</td>" for cell in row) + "</tr>" for row in rows[1:]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def pictures(lines, address) -> str:
    found = [PICTURE.match(line).groups() for line in lines]
    return "".join(
        f'<figure><img src="{escape(address(to))}" alt="{escape(words)}" loading="lazy">'
        f"<figcaption>{escape(words)}</figcaption></figure>"
        for words, to in found
    )


def paragraph(lines, address) -> str:
    return f"<p>{'<br>'.join(inline(line, address) for line in lines)}</p>"


WRITERS = {
    "bullet": bullets,
    "number": numbers,
    "note": note,
    "row": table,
    "picture": pictures,
    PLAIN: paragraph,
}
