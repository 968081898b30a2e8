"""案卷包的文件夹: the files of a BagIt folder as they lie on disk, read for comparison and never written."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from gongwen.archiving.manifests import ALGORITHMS, NAME, Manifest, parsed

_CHUNK = 1 << 20


class BagFolder:
    """One look at a folder. Paths are in Unicode form C with `/`, as some systems store names decomposed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, Path] = {}
        self.odd: dict[str, str] = {}  # what is no plain readable file, and why
        self._digests: dict[tuple[str, str], str] = {}
        self._walk()

    def _walk(self) -> None:
        for folder, subfolders, names in os.walk(self.root):
            linked = [name for name in subfolders if (Path(folder) / name).is_symlink()]
            for name in [*names, *linked]:
                path = Path(folder) / name
                key = unicodedata.normalize("NFC", path.relative_to(self.root).as_posix())
                if stat.S_ISREG(path.lstat().st_mode) and key not in self.files:
                    self.files[key] = path
                else:
                    self.odd[key] = "是链接或特殊文件" if key not in self.files else "与另一个文件同名"

    def read(self, path: str) -> bytes:
        """A tag file's bytes; empty when it is not there."""
        return self.files[path].read_bytes() if path in self.files else b""

    def text(self, path: str) -> str:
        """A tag file's text. UTF-8 is tried first, so that a damaged declaration cannot garble everything else."""
        data = self.read(path)
        for encoding in ("utf-8", self.encoding):
            try:
                return data.decode(encoding)
            except UnicodeError:
                continue
        return data.decode("utf-8", "replace")

    @cached_property
    def encoding(self) -> str:
        """The encoding that bagit.txt declares, if it is one that this program knows; else UTF-8."""
        found = re.search(rb"Tag-File-Character-Encoding:[ \t]*([\w.:-]+)", self.read("bagit.txt"))
        try:
            return codecs.lookup(found[1].decode("ascii")).name if found else "utf-8"
        except LookupError:
            return "utf-8"

    def digest(self, path: str, algorithm: str) -> str:
        """A file's checksum, computed once; empty when it cannot be read."""
        if (path, algorithm) not in self._digests:
            self._digests[path, algorithm] = self._hash(path, algorithm)
        return self._digests[path, algorithm]

    def _hash(self, path: str, algorithm: str) -> str:
        checksum = hashlib.new(algorithm)
        try:
            with self.files[path].open("rb") as file:
                while chunk := file.read(_CHUNK):
                    checksum.update(chunk)
        except OSError:
            return ""
        return checksum.hexdigest()

    def manifests(self, *, of_tags: bool) -> list[Manifest]:
        """The payload manifests, or those of the tag files, whose algorithm is known."""
        return [
            parsed(name, algorithm, unicodedata.normalize("NFC", self.text(name)))
            for name, algorithm in self._named(of_tags)
            if algorithm in ALGORITHMS
        ]

    def unknown_manifests(self) -> list[str]:
        """Files named like a manifest whose algorithm is not known."""
        named = [*self._named(True), *self._named(False)]
        return [name for name, algorithm in named if algorithm not in ALGORITHMS]

    def _named(self, of_tags: bool) -> Iterator[tuple[str, str]]:
        for path in sorted(self.files):
            found = NAME.fullmatch(path)
            if found and bool(found[1]) == of_tags:
                yield path, found[2]

    def payload(self) -> set[str]:
        """What lies under data/."""
        return {path for path in self.files if path.startswith("data/")}

    def tags(self) -> set[str]:
        """Every other file, but for the manifests of the tag files, which nothing lists."""
        return {path for path in self.files if not path.startswith(("data/", "tagmanifest-"))}

    def info(self) -> dict[str, str]:
        """bag-info.txt: label → value, continuation lines joined."""
        unfolded = re.sub(r"(?:\r\n|\r|\n)[ \t]+", " ", self.text("bag-info.txt"))
        pairs = (line.partition(":") for line in re.split(r"\r\n|\r|\n", unfolded))
        return {label.strip(): value.strip() for label, colon, value in pairs if colon}
