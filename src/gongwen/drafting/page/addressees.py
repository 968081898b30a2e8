"""收文单位: whom a finished DOCX names as 主送 and 抄送, one by one, read back from what is printed."""

from __future__ import annotations

import re
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from gongwen.drafting.page.controls import controls

_IN_IMPRINT = re.compile(r"(主送|抄送)[：:](.+)")
_OPENING, _CLOSING = "（(〔", "）)〕"


def addressees(docx: bytes) -> dict[str, tuple[str, ...]]:
    """The organs named 主送 and 抄送, each part in its order, none twice: an organ that is 主送 gets no copy besides.

    主送 stands above the body, or in 版记 where the first page has no room for it (GB/T 9704—2012 7.4.2). What the
    paper names as a group (各县（市、区）人民政府) stays one.
    """
    found = {"主送": split(controls(docx).get("gw:recipients", "")), "抄送": ()}
    for named in filter(None, map(_IN_IMPRINT.fullmatch, _lines(docx))):
        part, text = named.groups()
        found[part] = tuple(dict.fromkeys((*found[part], *split(text))))
    return found | {"抄送": tuple(name for name in found["抄送"] if name not in found["主送"])}


def split(text: str) -> tuple[str, ...]:
    """Organs told apart at the marks between them, not at those inside brackets; a group that begins with 各
    (各县（区）民政局、财政局) stays one, for its organs share their first words."""
    names = []
    for group in _parted(text.strip().rstrip("：:。"), "，；,;"):
        names += [group] if group.startswith("各") else _parted(group, "、")
    return tuple(dict.fromkeys(names))


def _parted(text: str, marks: str) -> list[str]:
    """The pieces between these marks, those inside brackets left alone."""
    pieces, depth = [""], 0
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth <= 0 and sign in marks:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [piece.strip() for piece in pieces if piece.strip()]


def _lines(docx: bytes) -> list[str]:
    body = Document(BytesIO(docx)).element.body
    return ["".join(node.text or "" for node in line.iter(qn("w:t"))).strip() for line in body.iter(qn("w:p"))]
