"""收件: uploaded files as a template or workflow is made of; a ZIP is unpacked without believing what it says.

Nothing is written to disk. A member may not lead out of its folder, and no more is unpacked than a template can need,
counted while unpacking: the sizes that a ZIP names may be lies.
"""

from __future__ import annotations

import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.tokens import AliasToken

from gongwen.errors import BadInput
from gongwen.office.procedures import shelf

MB = 1024 * 1024
MOST_BYTES, MOST_UNPACKED, MOST_MEMBERS = 10 * MB, 40 * MB, 60
MOST_TEXT = 256 * 1024
"""Ten times the longest flow; a reader of YAML takes some seconds a quarter of a megabyte."""
MOST_PARTS = 2000
"""Of a Word file: parts it may have."""
DEEPEST = 50
"""Brackets within brackets of a YAML file; ours need three."""
TEMPLATE_FILES = ("template.docx", "fields.yaml", "example.yaml")
LEFT_ASIDE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", "template.outline.txt", "README.md")
"""What comes along without anybody's doing, and what is made anew from the rest."""
_CHUNK = 64 * 1024
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name on the sender's machine, and its bytes."""

    name: str
    content: bytes


def template_files(uploads: Iterable[Upload]) -> dict[str, bytes]:
    """The three files of a template out of what was uploaded: the files themselves, or one ZIP of their folder."""
    found: dict[str, bytes] = {}
    for path, content in _members(uploads):
        if _base(path) in found:
            raise BadInput(f"「{_base(path)}」有两个，一次只交一个模板，请只留一个。")
        found[_base(path)] = content
    if strange := [name for name in found if name not in TEMPLATE_FILES]:
        raise BadInput(f"不认识的文件：{'、'.join(strange)}。模板只收 {'、'.join(TEMPLATE_FILES)}，请去掉后重新上传。")
    if missing := [name for name in TEMPLATE_FILES if name not in found]:
        raise BadInput(f"缺文件：{'、'.join(missing)}。请把模板的三个文件一起选上，或把它们压成一个 ZIP 上传。")
    _check_text(found)
    _check_word(found["template.docx"])
    return {name: found[name] for name in TEMPLATE_FILES}


def workflow_files(uploads: Iterable[Upload], rubric: Iterable[Upload] = ()) -> tuple[str, dict[str, bytes]]:
    """The name of the workflow's own file, and the files: it and its rubric (uploaded for itself or in the ZIP)."""
    found, given = list(_members(uploads)), list(_members(rubric))
    scored = [content for name, content in found if _is_rubric(name)] + [content for _, content in given]
    flows = [(_base(name), content) for name, content in found if not _is_rubric(name)]
    if wrong := [name for name, _ in [*found, *given] if not name.lower().endswith((".yaml", ".yml"))]:
        raise BadInput(f"「{'」「'.join(wrong)}」不是流程文件：流程和评分标准都是 .yaml 文件，请核对后重新上传。")
    if len(flows) != 1 or len(scored) > 1:
        raise BadInput(
            "一次只交一个流程：请选一个流程文件（.yaml），要评分的再选一个评分标准，或上传含这两个文件的 ZIP。"
        )
    name, text = flows[0]
    files = {name: text, **{f"{shelf.RUBRICS}{name}": content for content in scored}}
    _check_text(files)
    return name, files


def check_sizes(named: Iterable[tuple[str, int]]) -> None:
    """Names and sizes of what somebody sends, before it is read; BadInput for one that is too large."""
    for name, size in named:
        if size > MOST_BYTES:
            raise BadInput(f"「{name}」超过 {MOST_BYTES // MB} MB，模板和流程没有这么大，请核对。")


def _members(uploads: Iterable[Upload]) -> Iterator[tuple[str, bytes]]:
    """Every file by its path, those of a ZIP in place of the ZIP; nothing twice."""
    seen: set[str] = set()
    for one in uploads:
        if not one.content:
            raise BadInput(f"「{one.name}」是空的，请核对后重新上传。")
        check_sizes([(one.name, len(one.content))])
        for name, content in unpacked(one) if _is_zip(one) else [(PurePosixPath(one.name).name, one.content)]:
            if name in seen:
                raise BadInput(f"「{name}」有两个，请只留一个。")
            seen.add(name)
            yield name, content


def unpacked(upload: Upload) -> list[tuple[str, bytes]]:
    """The files of a ZIP; BadInput for one that is damaged, locked, too large, or leads out of its folder."""
    where = f"压缩包「{upload.name}」"
    try:
        with zipfile.ZipFile(BytesIO(upload.content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if len(members) > MOST_MEMBERS:
                raise BadInput(f"{where}里有 {len(members)} 个文件，一个模板没有这么多，请核对。")
            named = {_checked_path(one, where): one for one in members}
            kept = {name: one for name, one in named.items() if not _is_aside(name)}
            return list(_read(archive, kept, MOST_UNPACKED, where).items())
    except _UNREADABLE as error:
        raise BadInput(f"{where}打不开，可能没有传完、已损坏或加了密码，请重新压缩（ZIP 格式）后上传。") from error


_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


def _read(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], most: int, where: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name, member in members.items():
        found[name] = _stream(archive, member, most - sum(map(len, found.values())), where)
    return found


def _stream(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, where: str) -> bytes:
    made = bytearray()
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            made += chunk
            if len(made) > most:
                raise BadInput(f"{where}解开以后超过 {MOST_UNPACKED // MB} MB，不能收，请核对里面的文件。")
    return bytes(made)


def _checked_path(member: zipfile.ZipInfo, where: str) -> str:
    """The member's path as it was written on the machine that packed it; BadInput when it leads out of the folder."""
    name = _name_of(member).replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or _DRIVE.match(name) or "\0" in name:
        raise BadInput(f"{where}里的「{name}」指向文件夹以外，不能收；请重新压缩模板的文件夹。")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise BadInput(f"{where}里的「{name}」是一个链接，不是文件，请换成文件本身再压缩。")
    return str(path)


def _name_of(member: zipfile.ZipInfo) -> str:
    """ZIPs made by old Windows programs write Chinese names in GBK without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return member.filename


def _check_word(docx: bytes) -> None:
    """A DOCX is a ZIP too, and would be unpacked whole when it is opened."""
    where = "template.docx "
    try:
        with zipfile.ZipFile(BytesIO(docx)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise BadInput(f"{where}里的部件太多，不像 Word 存的文件，请用 Word 或 WPS 打开后另存为 .docx。")
            members = {str(number): one for number, one in enumerate(archive.infolist())}
            _read(archive, members, MOST_UNPACKED, where)
    except _UNREADABLE as error:
        raise BadInput(f"{where}不是完好的 Word 文件（.docx），请用 Word 或 WPS 打开后另存为 .docx。") from error


def _check_text(files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith(".docx"):
            continue
        if len(content) > MOST_TEXT:
            raise BadInput(f"「{name}」超过 {MOST_TEXT // 1024} KB，不像手写的文件，请核对。")
        if _too_deep(content):
            raise BadInput(f"「{name}」的括号或缩进超过 {DEEPEST} 层，没有这样写的模板和流程，请核对后重新上传。")
        if _has_aliases(content):
            raise BadInput(f"「{name}」里用了 YAML 的锚点和引用（&、*），请把内容写全后重新上传。")


def _too_deep(content: bytes) -> bool:
    """Counted roughly and at once: a reader of YAML takes minutes over some thousand open brackets."""
    depth = deepest = 0
    for sign in re.findall(rb"[\[\]{}]", content):
        depth = max(0, depth + (1 if sign in b"[{" else -1))
        deepest = max(deepest, depth)
    rows = max((len(found) for found in re.findall(rb"(?m)^(?:[ \t]*[-?:][ \t])+|^ +", content)), default=0)
    return deepest > DEEPEST or rows > 10 * DEEPEST


def _has_aliases(content: bytes) -> bool:
    """A few lines of aliases to aliases are billions of rows once they are walked through."""
    try:
        tokens = YAML(typ="rt", pure=True).scan(content.decode("utf-8-sig"))
        return any(isinstance(token, AliasToken) for token in tokens)
    except (YAMLError, UnicodeDecodeError, RecursionError):
        return False  # what cannot be read is told, with its place, by whoever reads it


def _is_zip(upload: Upload) -> bool:
    return upload.content[:4] == b"PK\x03\x04" and not upload.name.lower().endswith(".docx")


def _is_aside(name: str) -> bool:
    return bool(set(PurePosixPath(name).parts) & set(LEFT_ASIDE)) or _base(name).startswith("._")


def _is_rubric(name: str) -> bool:
    return shelf.RUBRICS.rstrip("/") in PurePosixPath(name).parts[:-1]


def _base(name: str) -> str:
    return PurePosixPath(name).name
