"""文字处理标记: small builders of WordprocessingML, so that the other modules read as what is set, not as XML.

Every element here is written the way Word, WPS and LibreOffice all read: complete fields, plain runs, no themes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gongwen.document.lengths import Length

Element: TypeAlias = Any
"""An lxml element (lxml comes without types)."""

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without what no XML file may hold: control characters and half surrogates."""
    return _UNFIT.sub("", text)


def element(tag: str, *children: Element, **attributes: Any) -> Element:
    """`element("w:jc", val="center")`: attributes are in the tag's own namespace."""
    made = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for name, value in attributes.items():
        made.set(qn(f"{prefix}:{name}"), str(value))
    made.extend(children)
    return made


def text_run(text: str, *, style: str = "", properties: Iterable[Element] = ()) -> Element:
    """A run; line feeds become line breaks, tabs become tabs. `style` is a character style's id."""
    run = element("w:r", run_properties(style, properties))
    for i, line in enumerate(clean(text).split("\n")):
        if i:
            run.append(element("w:br"))
        for j, piece in enumerate(line.split("\t")):
            if j:
                run.append(element("w:tab"))
            if piece:
                run.append(_text(piece))
    return run


def run_properties(style: str = "", properties: Iterable[Element] = ()) -> Element:
    """`w:rPr` with the East Asian hint, so that quotation marks and dashes take the Chinese face."""
    made = element("w:rPr")
    if style:
        made.append(element("w:rStyle", val=style))
    given = list(properties)
    if not any(one.tag == qn("w:rFonts") for one in given):
        made.append(element("w:rFonts", hint="eastAsia"))
    made.extend(given)
    return made


def _text(piece: str) -> Element:
    made = element("w:t")
    made.text = piece
    if piece != piece.strip():
        made.set(qn("xml:space"), "preserve")
    return made


def paragraph(style: str, *inside: Element | str, **layout: Any) -> Element:
    """A paragraph of the style id given; strings become runs; `layout` as for `paragraph_properties`."""
    made = element("w:p", paragraph_properties(style, **layout))
    made.extend(text_run(one) if isinstance(one, str) else one for one in inside)
    return made


def paragraph_properties(
    style: str,
    *,
    before: Length | None = None,
    pitch: Length | None = None,
    left: Length | None = None,
    right: Length | None = None,
    first: Length | None = None,
    align: str = "",
    new_page: bool = False,
    keep: bool = False,
    tabs: Iterable[tuple[str, Length]] = (),
) -> Element:
    """`w:pPr` in the schema's order. `first` < 0 hangs; `pitch` is exact; `tabs` are (kind, position)."""
    made = element("w:pPr", element("w:pStyle", val=style))
    if keep:
        made.append(element("w:keepNext"))
    if new_page:
        made.append(element("w:pageBreakBefore"))
    stops = [element("w:tab", val=kind, pos=at.twips) for kind, at in tabs]
    if stops:
        made.append(element("w:tabs", *stops))
    if before is not None or pitch is not None:
        made.append(spacing(before, pitch))
    if left is not None or right is not None or first is not None:
        made.append(indent(left, right, first))
    if align:
        made.append(element("w:jc", val=align))
    return made


def spacing(before: Length | None = None, pitch: Length | None = None) -> Element:
    """`w:spacing` of a paragraph: space before and exact line height."""
    made = element("w:spacing")
    if before is not None:
        made.set(qn("w:before"), str(max(0, before.twips)))
    if pitch is not None:
        made.set(qn("w:line"), str(pitch.twips))
        made.set(qn("w:lineRule"), "exact")
    return made


def indent(left: Length | None = None, right: Length | None = None, first: Length | None = None) -> Element:
    """`w:ind`; a negative `first` becomes a hanging indent."""
    made = element("w:ind")
    for name, value in (("left", left), ("right", right)):
        if value is not None:
            made.set(qn(f"w:{name}"), str(value.twips))
    if first is not None:
        made.set(qn("w:hanging" if first < 0 else "w:firstLine"), str(abs(first.twips)))
    return made


def field(instruction: str, shown: str) -> list[Element]:
    """A complete field: begin, instruction, separate, the text shown until it is updated, end."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    inside = (
        element("w:fldChar", fldCharType="begin"),
        code,
        element("w:fldChar", fldCharType="separate"),
        _text(shown),
        element("w:fldChar", fldCharType="end"),
    )
    return [element("w:r", run_properties(), one) for one in inside]


def text_of(node: Element) -> str:
    """The text of a paragraph or any part of it: tabs as tabs, line breaks as line feeds."""
    parts = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    out = []
    for one in node.iter():
        if one.tag == qn("w:t"):
            out.append(one.text or "")
        elif one.tag in parts and one.getparent().tag == qn("w:r"):
            out.append(parts[one.tag])
    return "".join(out)
