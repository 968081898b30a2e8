"""文件包: a DOCX as bytes that depend on its content alone, so that the same paper is the same file."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from lxml import etree

from gongwen.errors import BadInput

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MADE = datetime(2026, 1, 1)
"""Stands in for the times of making that Word keeps: the office's records know the real ones."""


def opened(docx: bytes, where: str) -> DocxDocument:
    """The document in `docx`; BadInput when it is none."""
    try:
        return Document(io.BytesIO(docx))
    except (zipfile.BadZipFile, LookupError, ValueError, struct.error, etree.XMLSyntaxError) as error:
        raise BadInput(f"{where} 不是完好的 Word 文件（.docx），请用 Word 或 WPS 打开后另存为 .docx。") from error


def parts_of(document: DocxDocument) -> list[Any]:
    """Every part of the file that relationships lead to."""
    opened_package: Any = document.part.package
    return list(opened_package.iter_parts())


def saved(document: DocxDocument) -> bytes:
    """The document's bytes, free of times of day and machine names."""
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def repacked(docx: bytes) -> bytes:
    """The same members in the same order, every one dated alike."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name))
    return target.getvalue()


def describe(document: DocxDocument, title: str, author: str = "") -> None:
    """Set the file's own description: title and issuing organs, no persons, no times. Word allows 255 characters."""
    properties = document.core_properties
    properties.title = title[:255]
    properties.language = "zh-CN"
    properties.author = author[:255]
    properties.last_modified_by = properties.comments = ""
    properties.subject = properties.keywords = properties.category = ""
    properties.created = properties.modified = _MADE
    properties.revision = 1
