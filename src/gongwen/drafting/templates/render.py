"""套用模板: values into a template's DOCX, sandboxed, escaped, proven well formed.

docxtpl does the work; what it leaves open is closed here (measured in benchmarks of 0.20.2): it parses with recovery
and so silently cuts a file, escapes core properties twice, renders footnotes once per section (data would be executed),
replaces brace pairs inside data, and compiles the template anew for each paper.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docx.document import Document as DocxDocument
from docx.opc.constants import CONTENT_TYPE
from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateError
from lxml import etree

from gongwen.drafting.templates.bounds import COUNTING, bounded
from gongwen.drafting.templates.filters import environment, shown
from gongwen.drafting.word import package
from gongwen.errors import BadInput

ENVIRONMENT = environment()
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"<[^>]+>")


def render(docx: bytes, values: Mapping[str, Any], where: str, title: str = "") -> bytes:
    """The DOCX with checked values in place; BadInput names `where` when the template cannot print them.

    `title` is the file's own title; left out, it is the text of the first paragraph.
    """
    form = Form(docx)
    try:
        form.render(shown(values), ENVIRONMENT)
    except TemplateError as error:
        raise BadInput(f"{where}套用时出错：{told(error)}") from error
    except etree.XMLSyntaxError as error:
        raise BadInput(f"{where}套用后不成文件：控制标记的开头和结尾不在同一层（{error.msg}）。") from error
    except (TypeError, ValueError, ArithmeticError) as error:
        raise BadInput(f"{where}套用时出错：所填的值不合模板中的算式（{error}），请核对数字和模板写法。") from error
    document = form.document
    first = next((p.text.strip() for p in document.paragraphs if p.text.strip()), "")
    package.describe(document, title or first.replace("\n", ""))
    return package.saved(document)


class Form(DocxTemplate):
    """A template's DOCX on its way to becoming a paper."""

    def __init__(self, docx: bytes) -> None:
        super().__init__(io.BytesIO(docx))

    @property
    def document(self) -> DocxDocument:
        """The document as it stands: the template's before rendering, the paper's after it."""
        self.init_docx(reload=False)
        assert self.docx is not None
        return self.docx

    def sources(self) -> dict[str, str]:
        """The Jinja source of every part that is rendered, by part name, a line for each paragraph."""
        found = {str(self.document.part.partname): self.patch_xml(self.get_xml())}
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(uri):
                found[str(part.partname)] = self.patch_xml(self.get_part_xml(part))
        for part in self._footnotes():
            found[str(part.partname)] = self.patch_xml(part.blob.decode("utf-8"))
        return {name: _by_paragraph(source) for name, source in found.items()}

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        with bounded():
            made = _compiled(src_xml).render(vars(context))
        return self.resolve_listing(made)

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Nothing: the file's own description is set afterwards, once, unescaped."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Each footnotes part once: a second pass would execute what the first one printed."""
        for part in self._footnotes():
            made = self.render_xml_part(self.patch_xml(part.blob.decode("utf-8")), part, context)
            etree.fromstring(made.encode("utf-8"))
            part._blob = made.encode("utf-8")

    def _footnotes(self) -> list[Any]:
        parts = package.parts_of(self.document)
        return [part for part in parts if part.content_type == CONTENT_TYPE.WML_FOOTNOTES]


def told(error: TemplateError) -> str:
    """What Jinja found wrong, in Chinese where the fault is a common one."""
    text = str(error)
    missing = re.search(r"'([^']+)' is undefined", text) or re.search(r"has no attribute '([^']+)'", text)
    if missing:
        return f"「{missing[1]}」没有值，请核对模板中的写法和栏目。"
    unknown = re.search(r"No filter named '([^']+)'", text)
    if unknown:
        return f"不认识的过滤器「{unknown[1]}」，可用：{'、'.join(sorted(ENVIRONMENT.filters.keys() - COUNTING))}。"
    return f"{text.rstrip('.')}。"


def near(source: str, line: int | None) -> str:
    """The printed text of one line of `Form.sources()`, to find a fault in Word."""
    rows = source.splitlines()
    return _TAG.sub("", rows[line - 1]).strip()[:60] if line and line <= len(rows) else ""


@lru_cache(maxsize=64)
def _patched(source: str) -> str:
    return DocxTemplate.patch_xml(None, source)  # type: ignore[arg-type]  # it never looks at self


@lru_cache(maxsize=64)
def _compiled(source: str) -> JinjaTemplate:
    return ENVIRONMENT.from_string(source)


def _by_paragraph(source: str) -> str:
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
