"""文字提要: any DOCX as plain text, so that a review can read what changed: styles, text, tags, tables, sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.section import Section

from gongwen.document.lengths import Length, twips
from gongwen.drafting.word import package

Names = dict[str, str]

_ALIGN = {
    "center": "居中",
    "right": "右对齐",
    "end": "右对齐",
    "distribute": "分散",
    "left": "左对齐",
    "both": "两端对齐",
}
_MARKS = {qn("w:tab"): "→", qn("w:br"): "⏎", qn("w:cr"): "⏎", qn("w:drawing"): "［图］", qn("w:pict"): "［图］"}
_INDENTS = (
    ("firstLineChars", "首行缩进{}字"),
    ("hangingChars", "悬挂{}字"),
    ("leftChars", "左缩进{}字"),
    ("rightChars", "右缩进{}字"),
)
_LENGTHS = (("firstLine", "首行缩进"), ("hanging", "悬挂"), ("left", "左缩进"), ("right", "右缩进"))


def outline(docx: bytes) -> str:
    """One line per paragraph (style | what is set on it directly | text), table rows, sections, headers, footers."""
    document = package.opened(docx, "提要所读的文件")
    rows = [f"标题属性 | {document.core_properties.title}"] if document.core_properties.title else []
    rows += _body(document)
    return "\n".join(rows) + "\n"


def _body(document: DocxDocument) -> Iterator[str]:
    names, sections = _names(document), iter(document.sections)
    for child in document.element.body:
        if child.tag == qn("w:sectPr"):
            yield from _section(next(sections), names)
            continue
        yield from _block(child, names, "")
        if child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            yield from _section(next(sections), names)


def _block(element: Any, names: Names, inset: str) -> Iterator[str]:
    if element.tag == qn("w:p"):
        yield inset + _paragraph(element, names)
    elif element.tag == qn("w:tbl"):
        yield from _table(element, names, inset)
    elif element.tag == qn("w:sdt"):
        yield f"{inset}控件 {_tag(element)}"
        for child in element.find(qn("w:sdtContent")) or ():
            yield from _block(child, names, inset + "  ")


def _paragraph(element: Any, names: Names) -> str:
    style = _style_name(element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"), names) or "（默认样式）"
    parts = [style, *_direct(element.find(qn("w:pPr"))), "".join(_inline(element, names))]
    return " | ".join(parts).rstrip(" |") if parts[-1] else " | ".join([*parts[:-1], "（空）"])


def _direct(settings: Any) -> list[str]:
    """Alignment, indents, page breaks and frames set on the paragraph itself, over its style."""
    if settings is None:
        return []
    align, indent = settings.find(qn("w:jc")), settings.find(qn("w:ind"))
    facts: list[str] = [] if align is None else [_ALIGN.get(align.get(qn("w:val")), str(align.get(qn("w:val"))))]
    facts += [] if indent is None else _indents(indent)
    facts += ["段前分页"] if settings.find(qn("w:pageBreakBefore")) is not None else []
    facts += ["浮动框"] if settings.find(qn("w:framePr")) is not None else []
    return ["，".join(facts)] if facts else []


def _indents(indent: Any) -> list[str]:
    chars: list[tuple[str, str | None]] = [(form, indent.get(qn(f"w:{key}"))) for key, form in _INDENTS]
    facts = [form.format(f"{int(value) / 100:g}") for form, value in chars if value]
    if facts:
        return facts
    lengths = [(label, indent.get(qn(f"w:{key}"))) for key, label in _LENGTHS]
    return [f"{label}{twips(int(value)).mm:.1f}毫米" for label, value in lengths if value]


def _inline(element: Any, names: Names) -> Iterator[str]:
    """The text of a paragraph's runs; runs in a character style, controls and fields are marked."""
    for child in element:
        if child.tag == qn("w:r"):
            yield _run(child, names)
        elif child.tag == qn("w:sdt"):
            inner = "".join(_inline(child.find(qn("w:sdtContent")), names))
            yield f"〈{_tag(child)}：{inner}〉"
        elif child.tag in (qn("w:hyperlink"), qn("w:ins"), qn("w:smartTag"), qn("w:fldSimple")):
            yield from _inline(child, names)


def _run(run: Any, names: Names) -> str:
    text = "".join(map(_piece, run))
    style = _style_name(run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}"), names)
    return f"［{style}：{text}］" if style and text else text


def _piece(element: Any) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag == qn("w:instrText"):
        return f"［域 {(element.text or '').strip()}］"
    if element.tag == qn("w:br") and element.get(qn("w:type")) == "page":
        return "［分页］"
    return _MARKS.get(element.tag, "")


def _table(table: Any, names: Names, inset: str) -> Iterator[str]:
    widths = [twips(int(column.get(qn("w:w"), 0))).mm for column in table.iter(qn("w:gridCol"))]
    yield f"{inset}表格 {len(widths)}列（{'、'.join(f'{width:.0f}' for width in widths)} 毫米）"
    for row in table.findall(qn("w:tr")):
        heading = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        yield f"{inset}  {'表头行' if heading else '行'}"
        for cell in row.findall(qn("w:tc")):
            yield from _cell(cell, names, inset + "    ")


def _cell(cell: Any, names: Names, inset: str) -> Iterator[str]:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merged is not None and merged.get(qn("w:val")) != "restart":
        yield f"{inset}格（并入上格）"
        return
    width = "" if span is None else f"格（跨{span.get(qn('w:val'))}列） "
    for number, child in enumerate(child for child in cell if child.tag != qn("w:tcPr")):
        for line in _block(child, names, ""):
            yield inset + (width if number == 0 else "") + line


def _section(section: Section, names: Names) -> Iterator[str]:
    turned = (section.page_width or 0) > (section.page_height or 0)
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    sizes = "、".join(f"{Length(edge or 0).mm:.1f}" for edge in edges)
    yield f"节 | {'横向' if turned else '纵向'}，上下左右边距 {sizes} 毫米"
    for label, part in _margins(section):
        if not part.is_linked_to_previous:
            for child in part._element:
                yield from _block(child, names, f"  {label} ")


def _margins(section: Section) -> tuple[tuple[str, Any], ...]:
    return (
        ("页眉", section.header),
        ("首页页眉", section.first_page_header),
        ("偶数页页眉", section.even_page_header),
        ("页脚", section.footer),
        ("首页页脚", section.first_page_footer),
        ("偶数页页脚", section.even_page_footer),
    )


def _style_name(use: Any, names: Names) -> str:
    return "" if use is None else names.get(use.get(qn("w:val")), str(use.get(qn("w:val"))))


def _names(document: DocxDocument) -> Names:
    """Style ids and the names that people see."""
    styles = document.styles.element.findall(qn("w:style"))
    return {str(style.get(qn("w:styleId"))): str(style.find(qn("w:name")).get(qn("w:val"))) for style in styles}


def _tag(control: Any) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if tag is None else tag.get(qn("w:val"))
