"""模板检查: a template's tags against its declared fields, before the first paper is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields as parts_of
from typing import Any

from docx.oxml.ns import qn
from jinja2 import TemplateError, meta, nodes

from gongwen.document.fields import Field
from gongwen.document.roster import RosterLine
from gongwen.drafting.templates.render import ENVIRONMENT, Form, near, told
from gongwen.drafting.word import package

Shape = Any  # a dict = record, a list of one shape = rows, None = a plain value
_ROSTER_LINE: dict[str, Shape] = {part.name: None for part in parts_of(RosterLine)}
_SAME_ROWS = {"selectattr", "rejectattr", "select", "reject", "sort", "reverse", "unique", "list"}
_REFUSED = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Macro, nodes.CallBlock, nodes.Block)
_CALLS = {"startswith", "endswith", "strip", "split", "cycle"}
"""Methods that a template may call; others (format, ljust) could make a text of any length."""
_CONTROL = re.compile(r"\{%\s*(p|tr|tc)\s.*?%\}")
_PRINTS = re.compile(r"\{\{\s*(p|tr|tc|r)\s")
_OTHER_PARTS = re.compile(rb"/(comments|endnotes)\d*\.xml")


def faults_in(form: Form, fields: Sequence[Field], where: str) -> list[str]:
    """Every fault: Jinja that cannot be read, names not declared, columns that a table lacks, fields never used, tags
    placed where docxtpl would swallow text."""
    faults = [f"{where}{fault}" for fault in _placing(form)]
    used: set[str] = set()
    shapes = {field.name: _shape(field) for field in fields}
    for part, source in form.sources().items():
        wrong, names = _source_faults(part, source, shapes)
        faults += [f"{where}{fault}" for fault in wrong]
        used |= names
    if not faults:
        idle = [f"栏目「{field.name}」（{field.label}）" for field in fields if field.name not in used]
        faults = [f"{where}登记了{field}却没有用到，请在 template.docx 中写入或删去它。" for field in idle]
    return faults


def _source_faults(part: str, source: str, shapes: Mapping[str, Shape]) -> tuple[list[str], set[str]]:
    try:
        tree = ENVIRONMENT.parse(source)
        ENVIRONMENT.from_string(source)
    except TemplateError as error:
        spot = near(source, getattr(error, "lineno", None))
        return [f"的标记写得不对{f'（在「{spot}」附近）' if spot else ''}：{told(error)}"], set()
    except (RecursionError, SyntaxError, ValueError, MemoryError):  # Python's own bounds: brackets, loops, digits
        return ["的标记里括号、循环层数太多或数字太长，读不出来，请改写得简单些。"], set()
    names = meta.find_undeclared_variables(tree)
    faults = [f"用了没有登记的栏目「{name}」，请在 fields.yaml 中登记或改正。" for name in sorted(names - set(shapes))]
    faults += ["用了不允许的写法（include、import、macro、block），请删去。"] if any(tree.find_all(_REFUSED)) else []
    faults += [f"用了不允许的写法「{name}(…)」，请改用过滤器或删去。" for name in sorted(set(_calls(tree)))]
    faults += [f"中{fault}" for fault in sorted(set(_columns(tree, dict(shapes))))]
    return faults, names


def _calls(tree: nodes.Node) -> Iterator[str]:
    for call in tree.find_all(nodes.Call):
        name = call.node.attr if isinstance(call.node, nodes.Getattr) else _spelt(call.node)
        if name not in _CALLS:
            yield name


def _placing(form: Form) -> Iterator[str]:
    """Control tags that share their paragraph or row with text: docxtpl would drop that text without a word."""
    document = form.document
    margins = (part for section in document.sections for part in (section.header, section.footer))
    own = [part._element for part in margins if not part.is_linked_to_previous]
    for root in [document.element.body, *own]:
        for element in root.iter(qn("w:p"), qn("w:tr")):
            yield from _placed(element)
    for part in package.parts_of(document):
        if _OTHER_PARTS.search(str(part.partname).encode()) and re.search(rb"\{[{%]", part.blob):
            yield f"的批注或尾注（{part.partname}）里有标记，那里不会被填写，请移到正文。"


def _placed(element: Any) -> Iterator[str]:
    text = "".join(node.text or "" for node in element.iter(qn("w:t")))
    wanted = "p" if element.tag == qn("w:p") else "tr"
    if _PRINTS.search(text) and wanted == "p":
        yield f"的「{text.strip()[:40]}」应当写成 {{{{ 栏目 }}}}，不用 {{{{p、{{{{tr、{{{{r。"
    tags = [found for found in _CONTROL.finditer(text) if found[1] == wanted]
    if tags and (len(tags) > 1 or _CONTROL.sub("", text).strip()):
        unit = "段" if wanted == "p" else "表格行"
        yield f"的控制标记 {tags[0][0]} 没有独占一{unit}（「{text.strip()[:40]}」），同{unit}的文字会丢失，请分开。"


def _shape(field: Field) -> Shape:
    if field.type == "list":
        return [None]
    if field.type in ("table", "record"):
        row = {column.name: _shape(column) for column in field.columns}
        return [row] if field.type == "table" else row
    return None


def _columns(node: nodes.Node, scope: dict[str, Shape]) -> Iterator[str]:
    """Faults of `a.b` where `a` is a row or record without `b`, following loops and assignments."""
    if isinstance(node, nodes.Getattr):
        owner = _known(node.node, scope)
        if isinstance(owner, dict) and node.attr not in owner:
            yield f"「{_spelt(node)}」没有着落：「{_spelt(node.node)}」只有{'、'.join(owner)}。"
    if isinstance(node, nodes.For):
        yield from _columns(node.iter, scope)
        rows = _known(node.iter, scope)
        scope = scope | {_spelt(node.target): rows[0] if isinstance(rows, list) else None}
        inner = [*node.body, *node.else_, *([node.test] if node.test else [])]
    elif isinstance(node, nodes.Assign):
        scope[_spelt(node.target)] = _known(node.node, scope)
        inner = [node.node]
    else:
        inner = list(node.iter_child_nodes())
    for child in inner:
        yield from _columns(child, scope)


def _known(node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = _known(node.node, scope)
        return owner.get(node.attr) if isinstance(owner, dict) else None
    if isinstance(node, nodes.Getitem):
        rows = _known(node.node, scope)
        return rows[0] if isinstance(rows, list) and not isinstance(node.arg, nodes.Slice) else rows
    if isinstance(node, nodes.Filter) and node.node is not None:
        if node.name == "roster_lines":
            return [_ROSTER_LINE]
        rows = _known(node.node, scope)
        if node.name in ("first", "last"):
            return rows[0] if isinstance(rows, list) else None
        return rows if node.name in _SAME_ROWS else [None] if node.name == "lines" else None
    return None


def _spelt(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelt(node.node)}.{node.attr}"
    return "…"
