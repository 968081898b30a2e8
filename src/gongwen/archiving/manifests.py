"""校验清单: the manifest lines of BagIt 1.0 (RFC 8493), written and read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
"""Those a bag made by others may use; we write sha256 and, for the tag files, also sha512."""

NAME = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")

_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(\S.*)")
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Manifest:
    """A manifest as read: file name, algorithm, digest by path, and the lines that cannot be read."""

    name: str
    algorithm: str
    digests: Mapping[str, str]
    bad_lines: tuple[str, ...] = field(default=())


def digest(algorithm: str, data: bytes) -> str:
    """The checksum in lower-case hexadecimal digits."""
    return hashlib.new(algorithm, data).hexdigest()


def encoded(path: str) -> str:
    """The path as a manifest writes it: CR, LF and % percent-encoded, and only those."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def decoded(path: str) -> str:
    """The path that a manifest's text means; other percent signs stay, as some writers do not encode them."""
    return re.sub("%(0[ADad]|25)", lambda found: chr(int(found[1], 16)), path)


def written(algorithm: str, files: Mapping[str, bytes]) -> bytes:
    """A manifest's bytes: one line per file in the order of paths."""
    return "".join(f"{digest(algorithm, files[path])}  {encoded(path)}\n" for path in sorted(files)).encode("utf-8")


def parsed(name: str, algorithm: str, text: str) -> Manifest:
    """The manifest in a text; a line that is malformed, unsafe or repeated is told, not used."""
    digests: dict[str, str] = {}
    bad: list[str] = []
    for number, line in enumerate(_NEWLINE.split(text), 1):
        if not line.strip():
            continue
        reason = _add(digests, algorithm, line)
        if reason:
            bad.append(f"第{number}行{reason}")
    return Manifest(name, algorithm, digests, tuple(bad))


def _add(digests: dict[str, str], algorithm: str, line: str) -> str:
    """Adds the line's entry, or returns what is wrong with the line."""
    found = _LINE.fullmatch(line)
    if not found or len(found[1]) != hashlib.new(algorithm).digest_size * 2:
        return f"「{line}」不是“校验值 文件路径”的形式"
    path = decoded(found[2].removeprefix("./"))
    if not is_inside(path):
        return f"的路径「{path}」指向案卷以外，不予采用"
    if path in digests:
        return f"的文件「{path}」已在前面列过"
    digests[path] = found[1].lower()
    return ""


def is_inside(path: str) -> bool:
    """Whether a path stays in the bag on any system."""
    segments = path.replace("\\", "/").split("/")
    return not path.startswith(("/", "~")) and ".." not in segments and "" not in segments and ":" not in segments[0]
