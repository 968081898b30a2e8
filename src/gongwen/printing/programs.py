"""外部程序: where LibreOffice, the Python that drives it, graphviz and fontconfig are, and how to get them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongwen.errors import ToolMissing

INSTALL = "sudo apt-get install"
LIBREOFFICE_FOLDERS = ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/opt")


class LibreOfficeMissing(ToolMissing):
    """找不到排版程序 LibreOffice。请运行 sudo apt-get install libreoffice-writer-nogui python3-uno 后重试。"""


class UnoMissing(ToolMissing):
    """找不到能驱动 LibreOffice 的 Python（uno 模块）。请运行 sudo apt-get install python3-uno 后重试。"""


class GraphvizMissing(ToolMissing):
    """找不到画图程序 graphviz（dot）。请运行 sudo apt-get install graphviz 后重试。"""


class FontconfigMissing(ToolMissing):
    """找不到字体程序 fontconfig（fc-match）。请运行 sudo apt-get install fontconfig 后重试。"""


@dataclass(frozen=True)
class Program:
    """One program from outside: what for, where (empty when missing), which version, and how to get it."""

    name: str
    purpose: str
    path: str
    version: str
    get: str


def soffice() -> Path:
    """LibreOffice's own binary: `GONGWEN_SOFFICE`, else the one on PATH, else the usual places; LibreOfficeMissing."""
    for launcher in _soffice_candidates():
        binary = launcher.resolve().with_name("soffice.bin")
        if os.access(binary, os.X_OK):
            return binary
    raise LibreOfficeMissing()


def _soffice_candidates() -> Iterator[Path]:
    chosen = os.environ.get("GONGWEN_SOFFICE")
    if chosen:
        yield Path(chosen)
        return
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            yield Path(found)
    for folder in LIBREOFFICE_FOLDERS:
        yield Path(folder) / "soffice"
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def uno_python(office: Path) -> Path:
    """A Python that can `import uno` for this LibreOffice: its own one, the system's, the one on PATH; UnoMissing."""
    candidates = (str(office.with_name("python")), "/usr/bin/python3", shutil.which("python3") or "")
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK) and _has_uno(candidate):
            return Path(candidate)
    raise UnoMissing()


@cache
def _has_uno(python: str) -> bool:
    # -E: a PYTHONPATH or virtual environment of ours must not leak into the other Python
    probe = subprocess.run([python, "-E", "-c", "import uno"], capture_output=True, timeout=60, check=False)
    return probe.returncode == 0


def dot() -> str:
    """graphviz's `dot`, or GraphvizMissing."""
    return _on_path("dot", GraphvizMissing)


def fc_match_program() -> str:
    """fontconfig's `fc-match`, or FontconfigMissing."""
    return _on_path("fc-match", FontconfigMissing)


def fc_list_program() -> str:
    """fontconfig's `fc-list`, or FontconfigMissing."""
    return _on_path("fc-list", FontconfigMissing)


def _on_path(name: str, missing: type[ToolMissing]) -> str:
    found = shutil.which(name)
    if not found:
        raise missing()
    return found


def versions() -> tuple[Program, ...]:
    """Every program from outside, found or not; asks each for its version (about a second in all)."""
    office = _found(soffice)
    python = _found(lambda: uno_python(Path(office))) if office else ""
    rows = (
        ("LibreOffice", "排版，输出 PDF", office, "--version", "libreoffice-writer-nogui"),
        ("python3-uno", "驱动 LibreOffice", python, "--version", "python3-uno"),
        ("graphviz", "画流程图", _found(dot), "-V", "graphviz"),
        ("fontconfig", "选配字体", _found(fc_match_program), "--version", "fontconfig"),
    )
    return tuple(
        Program(name, purpose, path, _version(path, option), "" if path else f"{INSTALL} {package}")
        for name, purpose, path, option, package in rows
    )


def _found(search) -> str:
    try:
        return str(search())
    except ToolMissing:
        return ""


def _version(path: str, option: str) -> str:
    if not path:
        return ""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    answer = subprocess.run([path, option], capture_output=True, timeout=60, check=False, env=environment)
    lines = (answer.stdout or answer.stderr).decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines else ""
