"""取出文件: take single files out of a packed package, and know a file by its SHA-256. Standard library only."""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

from told import Stop


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pick(members: tarfile.TarFile, wanted: set[str], work: Path) -> dict[str, Path]:
    """Write the wanted members of an archive under their bare names; Stop when one is not in it."""
    found = {}
    for member in members:
        if member.name in wanted and (content := members.extractfile(member)):
            found[member.name] = work / Path(member.name).name
            found[member.name].write_bytes(content.read())
            if len(found) == len(wanted):
                break
    if len(found) < len(wanted):
        raise Stop(f"下载的软件包里没有 {'、'.join(sorted(wanted - set(found)))}，版本可能不对，请报告维护者。")
    return found
