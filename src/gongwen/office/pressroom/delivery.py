"""成品: a typeset paper as a folder of files: the Word file, the PDF, the findings and a picture of every page.

A folder that holds nothing but a former paper is exchanged as a whole, in one step of the file system: whatever ends
the program, the folder holds either paper complete. Where the folder holds other things too (or the command stands in
it), its files are replaced one by one, `findings.json` taken away first and put back last: where it is, all is there.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from gongwen import printing
from gongwen.errors import BadInput, GongwenError, ToolMissing
from gongwen.office.pressroom.papers import Typeset

DOCX, PDF, FINDINGS, PAGES = "paper.docx", "paper.pdf", "findings.json", "pages"
_FILES = (DOCX, PDF, FINDINGS)
_PAGE = re.compile(r"\d{2,}\.png")
_SEPARATE = re.compile(r"attachment-\d+\.(docx|pdf)")
_STAGE = ".gongwen-"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_AT_WORKING_FOLDER, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE


class NoRoom(ToolMissing):
    """磁盘空间不够，成品没有写出。请清理后重试。"""


def check(folder: Path) -> None:
    """BadInput when a paper cannot be put there, asked before any work is done; nothing is made or changed."""
    try:
        _check(_place(folder))
    except OSError as fault:
        raise _told(fault, folder) from fault


def deliver(made: Typeset, folder: Path) -> Path:
    """paper.docx, paper.pdf, findings.json and pages/*.png in `folder`, and attachment-N.docx and .pdf for attachments
    bound by themselves, complete or not at all; pages and attachments of a former paper go, everything else in the
    folder stays. BadInput or NoRoom when it cannot be written.
    """
    check(folder)
    place = _place(folder)
    try:
        whole = not place.exists() or _is_former_paper(place)
        with _stage(_standing(place.parent) if whole else place) as stage:
            _write_files(made, stage)
            if not (whole and _put_whole(stage, place)):
                _put_each(stage, place)
    except OSError as fault:
        raise _told(fault, folder) from fault
    return folder


def _place(folder: Path) -> Path:
    """Where the folder really is; unlike `Path.resolve` it does not stumble over links that lead in a circle."""
    return Path(os.path.realpath(folder))


def _check(place: Path) -> None:
    if place.is_symlink():
        raise OSError(errno.ELOOP, "链接绕成了圈")
    standing = _standing(place)
    if not standing.is_dir():
        raise BadInput(f"成品不能放到「{place}」：「{standing}」是一个文件，不是文件夹，请换一个 --out。")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "", str(standing))
    amiss = [name for name in _FILES if (place / name).is_dir()]
    amiss += [PAGES] if (place / PAGES).exists() and not (place / PAGES).is_dir() else []
    if amiss:
        raise BadInput(f"成品不能放到「{place}」：里面的 {'、'.join(amiss)} 不是成品，请移走或换一个 --out。")


def _standing(place: Path) -> Path:
    """The place itself or the nearest folder above it that is there already."""
    while not place.exists():
        place = place.parent
    return place


def _is_former_paper(place: Path) -> bool:
    """Whether the folder can be exchanged as a whole: ours or empty, nothing else in it, and nobody stands in it."""
    parent = place.parent
    if place.is_mount() or not os.access(parent, os.W_OK | os.X_OK) or Path.cwd().is_relative_to(place):
        return False
    ours = _holds_paper(place) or not any(place.iterdir())
    return place.stat().st_uid == os.geteuid() and ours and _holds_nothing_else(place)


def _holds_paper(place: Path) -> bool:
    """Whether a paper was delivered here; one that was killed while it was replaced has lost its findings."""
    return (place / FINDINGS).exists() or ((place / DOCX).exists() and (place / PDF).exists())


def _holds_nothing_else(place: Path) -> bool:
    pages = place / PAGES
    named = all(one.name in (*_FILES, PAGES) or _SEPARATE.fullmatch(one.name) for one in place.iterdir())
    return named and (not pages.exists() or all(_PAGE.fullmatch(one.name) and one.is_file() for one in pages.iterdir()))


@contextlib.contextmanager
def _stage(base: Path) -> Iterator[Path]:
    """A folder to write in, held while it is used; those that a killed program left behind are swept away."""
    for left in base.glob(f"{_STAGE}*"):
        with contextlib.suppress(OSError), _held(left):
            shutil.rmtree(left, ignore_errors=True)
    stage = base / f"{_STAGE}{secrets.token_hex(6)}"
    stage.mkdir()
    with _held(stage):
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """A lock on the folder that ends with the program; OSError when another holds it."""
    hold = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(hold)


def _write_files(made: Typeset, stage: Path) -> None:
    (stage / DOCX).write_bytes(made.docx)
    (stage / PDF).write_bytes(made.pdf)
    rows = [finding.as_dict() for finding in made.findings]
    (stage / FINDINGS).write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for one in made.separate:
        (stage / f"{one.name}.docx").write_bytes(one.docx)
        (stage / f"{one.name}.pdf").write_bytes(one.pdf)
    (stage / PAGES).mkdir()
    for number, picture in enumerate(printing.pictures(made.pdf), 1):
        (stage / PAGES / f"{number:02}.png").write_bytes(picture)


def _put_whole(stage: Path, place: Path) -> bool:
    """Put the staged folder in the place in one step; the former one is then what is staged. False where the file
    system cannot."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        stage.rename(place)
        return True
    shutil.copystat(place, stage)
    return _exchange(stage, place)


def _exchange(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    at = _AT_WORKING_FOLDER
    return bool(rename) and rename(at, os.fsencode(one), at, os.fsencode(other), _EXCHANGE) == 0


def _put_each(stage: Path, place: Path) -> None:
    """Put the staged files in the place one by one; of a former paper nothing is left over."""
    new = [str(one.relative_to(stage)) for one in stage.rglob("*") if one.is_file()]
    stale = [one for one in _former_files(place) if one not in new]
    (place / FINDINGS).unlink(missing_ok=True)
    (place / PAGES).mkdir(exist_ok=True)
    for name in stale:
        (place / name).unlink()
    for name in sorted(new, key=lambda name: name == FINDINGS):
        (stage / name).replace(place / name)


def _former_files(place: Path) -> list[str]:
    """Pages and attachments of the paper that the folder holds, where it holds one."""
    if not _holds_paper(place):
        return []
    pages = [f"{PAGES}/{one.name}" for one in (place / PAGES).glob("*") if _PAGE.fullmatch(one.name)]
    return pages + [one.name for one in place.iterdir() if _SEPARATE.fullmatch(one.name)]


def _told(fault: OSError, folder: Path) -> GongwenError:
    if fault.errno in _NO_ROOM:
        return NoRoom(f"磁盘空间不够，成品没有写到「{folder}」。请清理后重试，或换一个 --out。")
    if fault.errno in _FORBIDDEN:
        return BadInput(f"成品不能放到「{folder}」：没有在那里写文件的权限，请换一个 --out 或请管理员开放权限。")
    if fault.errno == errno.ENAMETOOLONG:
        return BadInput("成品文件夹的路径过长，请换一个短一些的 --out。")
    return BadInput(f"成品没有写到「{folder}」（{fault.strerror}），请核对路径或换一个 --out。")
