"""剪贴板: what a program put on the clipboard (HTML, else plain text) as lines with the numbers that were shown.

Word and WPS say of a list item's number that it is to be ignored (`mso-list:Ignore`): it is what the writer saw, so it
is kept. Real lists of a page (`ol`) have no number in their text; they are counted here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

PARAGRAPH, SOFT = "\n", "\v"
"""In what is read: a paragraph ends; a line ends within a paragraph."""
_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre",
           "section", "article", "center", "address", "hr", "body"}  # fmt: skip
_SILENT = {"style", "script", "head", "title", "meta", "link", "xml", "template", "noscript", "input", "select"}
_TOLD = {"table": "表格", "img": "图片", "imagedata": "图片", "object": "图片", "svg": "图片", "sup": "上下标",
         "sub": "上下标", "del": "删去的文字"}  # fmt: skip
_GONE = {"表格", "图片", "删去的文字"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_NUMBER = re.compile(r"mso-list\s*:\s*Ignore", re.IGNORECASE)
_NOTES = re.compile(r"mso-element\s*:\s*(comment|footnote|endnote)(-list|-text)?\b", re.IGNORECASE)
_NOTE_MARK = re.compile(r"mso-(footnote|endnote)-id|mso-comment-reference", re.IGNORECASE)
_BULLETS = re.compile(r"[·•●○◆◇■□▪▫➢✓✔\-–*lnuqvØüoü\uf000-\uf0ff]{1,2}")
_CHINESE_LIST = re.compile(r"cjk|chinese|ideographic|japanese-informal", re.IGNORECASE)
_CN = "一二三四五六七八九十"
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass
class Clip:
    """What was read: the text, paragraphs ended by PARAGRAPH, and how often each kind of thing was met."""

    text: str = ""
    met: Counter[str] = field(default_factory=Counter)


def of_html(source: str) -> Clip:
    """The text of a clipboard's HTML."""
    reader = _Reader()
    try:
        root = html.fromstring(_fragment(source))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Clip()
    return Clip("".join(reader.read(root)), reader.met)


def of_text(source: str) -> Clip:
    """Plain text, a paragraph a line."""
    return Clip(source.replace("\r\n", PARAGRAPH).replace("\r", PARAGRAPH).replace("\f", PARAGRAPH))


def _fragment(source: str) -> str:
    """The part that was copied, without what the program says of itself around it."""
    found = re.search(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", source, re.DOTALL | re.IGNORECASE)
    text = found[1] if found else source
    text = re.sub(r"<!--.*?-->|<\?xml.*?\?>", "", text, flags=re.DOTALL)
    text = re.sub(r"<!\[.*?\]>", "", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    return f"<div>{text}</div>"


class _Reader:
    """Walks the elements in order; keeps where each list has got to."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()

    def read(self, one: Any, preserved: bool = False) -> Iterator[str]:
        """The text of an element and what stands in it."""
        name = _name(one)
        if self._is_left_out(one, name):
            return
        if name == "br":
            yield SOFT
            return
        if _NUMBER.search(one.get("style") or ""):
            yield self._number(one)
            return
        preserved = preserved or name == "pre"
        block = name in _BLOCKS
        yield PARAGRAPH if block else ""
        yield self._counted(one) if name == "li" else ""
        yield _run(one.text, preserved)
        for child in one:
            yield from self.read(child, preserved) if isinstance(child.tag, str) else ()
            yield _run(child.tail, preserved)
        yield PARAGRAPH if block else ""

    def _is_left_out(self, one: Any, name: str) -> bool:
        style = one.get("style") or ""
        if name in _SILENT:
            return True
        what = "脚注和批注" if _NOTES.search(style) or _NOTE_MARK.search(style) else ""
        what = what or ("隐藏文字" if _HIDDEN.search(style) and _has_text(one) else "") or _TOLD.get(name, "")
        if what:
            self.met[what] += 1
        return what in _GONE or what in ("脚注和批注", "隐藏文字")

    def _number(self, one: Any) -> str:
        """The number of a list item as it was shown; of a bullet nothing."""
        shown = "".join("".join(one.itertext()).split())
        if _BULLETS.fullmatch(shown):
            self.met["项目符号"] += 1
            return ""
        self.met["自动编号"] += bool(shown)
        return shown

    def _counted(self, item: Any) -> str:
        """The number of a real list's item, counted from the list's start; nothing for a list of bullets, or where the
        program wrote the number out."""
        around = item.getparent()
        if (
            around is None
            or not _has_text(item)
            or any(_NUMBER.search(one.get("style") or "") for one in item.iter("span"))
        ):
            return ""
        if _name(around) != "ol":
            self.met["项目符号"] += 1
            return ""
        place = [one for one in around if isinstance(one.tag, str) and _name(one) == "li"].index(item)
        self.met["自动编号"] += 1
        return _written(_start(around) + place, f"{around.get('style') or ''} {item.get('style') or ''}")


def _written(at: int, style: str) -> str:
    """一、 of a list that counts in Chinese, else 1. ."""
    if not _CHINESE_LIST.search(style) or not 0 < at < 100:
        return f"{at}."
    tens, ones = divmod(at, 10)
    head = "" if not tens else "十" if tens == 1 else _CN[tens - 1] + "十"
    return f"{head}{_CN[ones - 1] if ones else ''}、"


def _start(around: Any) -> int:
    told = (around.get("start") or "").strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 1


def _run(text: str | None, preserved: bool) -> str:
    """Text between tags: line ends and tabs of the source are blanks unless the element keeps them."""
    if not text:
        return ""
    return text.replace("\r\n", SOFT).replace("\n", SOFT) if preserved else _SPACES.sub(" ", text)


def _name(one: Any) -> str:
    """A tag without the namespace that office programs put before it (v:imagedata, o:p)."""
    return str(one.tag).rpartition(":")[2].lower()


def _has_text(one: Any) -> bool:
    return bool("".join(one.itertext()).strip())
