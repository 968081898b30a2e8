"""模板: a folder of template.docx, fields.yaml and example.yaml, checked whole before it is used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from gongwen.document.fields import Field, check
from gongwen.drafting.templates import template_check
from gongwen.drafting.templates.render import Form, render
from gongwen.drafting.templates.sidecar import Sidecar, read_sidecar
from gongwen.drafting.word import outside, package
from gongwen.drafting.yaml_source import load
from gongwen.errors import BadInput

FILES = ("template.docx", "fields.yaml", "example.yaml")


@dataclass(frozen=True)
class Template:
    """A template whose tags and fields agree. `paper_defaults` are arguments of `Paper` (empty when frame is none);
    `example` is the raw data of example.yaml; `version` is the SHA-256 of the three files."""

    name: str
    title: str
    frame: str
    joint: bool
    paper_defaults: Mapping[str, Any]
    fields: tuple[Field, ...]
    docx: bytes = field(repr=False)
    example: Mapping[str, Any] = field(repr=False)
    version: str
    help: str = ""

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The template in `folder`, which bears its name; BadInput lists every fault."""
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise BadInput(f"模板「{folder.name}」缺文件：{'、'.join(missing)}（应在 {folder}）。")
        template = cls.from_files({name: (folder / name).read_bytes() for name in FILES}, folder.name)
        if template.name != folder.name:
            raise BadInput(f"模板文件夹「{folder.name}」与 fields.yaml 的 name「{template.name}」不一致，请改成一致。")
        return template

    @classmethod
    def from_files(cls, files: Mapping[str, bytes], name: str = "") -> Self:
        """The template made of these files (name → bytes); others than the three are left aside."""
        missing = [file for file in FILES if file not in files]
        if missing:
            raise BadInput(f"模板「{name}」缺文件：{'、'.join(missing)}。")
        where = f"模板「{name}」的 " if name else ""
        sidecar = read_sidecar(_text(files, "fields.yaml", where), f"{where}fields.yaml")
        example = load(_text(files, "example.yaml", where), f"{where}example.yaml")
        docx = files["template.docx"]
        _refuse_faults(docx, sidecar)
        return cls(
            sidecar.name, sidecar.title, sidecar.frame, sidecar.joint, sidecar.paper, sidecar.fields, docx, example,
            _version(files), sidecar.help,
        )  # fmt: skip

    @property
    def kind(self) -> str:
        """The 文种 of what it makes; empty for a contract or form (frame none)."""
        return str(self.paper_defaults.get("kind", ""))

    def check(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values in their declared types; BadInput names each missing or wrong field, its label, the template."""
        return check(self.fields, values, f"模板「{self.name}」")

    def render(self, values: Mapping[str, Any]) -> bytes:
        """The finished DOCX (frame none) or the content DOCX that the frame goes around; BadInput as in `check`."""
        title = self.title if self.frame == "none" else ""
        return render(self.docx, self.check(values), f"模板「{self.name}」", title)

    def prove(self) -> bytes:
        """The example as a DOCX: shows that the template works with its own sidecar, else BadInput."""
        return self.render(self.example)

    def gather(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """The values that the fields' `source` paths find in a case's data; what is not there is left out.

        Rows and records are cut to the declared columns; a column's own `source` is its path in the row. A table
        whose source is a single record has that record for its only row.
        """
        found = {one.name: _cut(one, _followed(context, one.source)) for one in self.fields if one.source}
        return {name: value for name, value in found.items() if value is not None}


def _text(files: Mapping[str, bytes], name: str, where: str) -> str:
    try:
        return files[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{where}{name} 不是 UTF-8 编码，请另存为 UTF-8。") from error


def _refuse_faults(docx: bytes, sidecar: Sidecar) -> None:
    where = f"模板「{sidecar.name}」"
    package.opened(docx, f"{where}的 template.docx")
    if foreign := outside.foreign(docx):
        raise BadInput.of([f"{where}的 template.docx {clause}后重新上传。" for clause in foreign])
    faults = template_check.faults_in(Form(docx), sidecar.fields, where)
    if faults:
        raise BadInput.of(faults)


def _version(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()


def _cut(one: Field, value: Any) -> Any:
    if one.type == "table" and isinstance(value, Mapping):
        value = [value]
    if one.type == "table" and isinstance(value, Sequence):
        return [_row(one, row) for row in value]
    return _row(one, value) if one.type == "record" else value


def _row(one: Field, row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    found = {part.name: _followed(row, part.source or part.name) for part in one.columns}
    return {name: value for name, value in found.items() if value is not None}


def _followed(context: Mapping[str, Any], source: str) -> Any:
    value: Any = context
    for step in source.split("."):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            value = [row.get(step) for row in value if isinstance(row, Mapping)]
        else:
            return None
    return value
