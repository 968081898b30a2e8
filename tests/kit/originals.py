"""Versions of templates and workflows to be handed in: the shipped ones with a change, as uploads or as one ZIP."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from gongwen.office.procedures import shelf
from gongwen.office.publishing.receiving import Upload


def a_flow(*changes: tuple[str, str], name: str = "project") -> Upload:
    """The shipped workflow with these changes, as a file."""
    text = (shelf.shipped("workflows") / f"{name}.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return Upload(f"{name}.yaml", text.encode())


def a_template(*changes: tuple[str, str], name: str = "立项批复", file: str = "fields.yaml") -> list[Upload]:
    """The shipped template's three files, one of them with these changes."""
    files = dict(shelf.shipped_files("template")[name])
    text = files[file].decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return [Upload(path, content) for path, content in {**files, file: text.encode()}.items()]


def a_zip(files: Mapping[str, bytes], name: str = "模板.zip") -> Upload:
    """These files as a ZIP."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return Upload(name, buffer.getvalue())
