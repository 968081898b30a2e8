"""字体: where the private fonts lie, the fontconfig file that makes them stand in, and which font wins for a face."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from gongwen.errors import ToolMissing
from gongwen.printing.faces import FACES, FONT_FILES, FONT_SET, LAST_RESORT, OTHER_FAMILIES, Face
from gongwen.printing.programs import fc_list_program, fc_match_program

HOW_TO_GET_FONTS = (
    "请在项目目录运行 make setup 备齐字体；已购字体（如仿宋_GB2312、方正小标宋）放进 ~/.local/share/fonts 即优先使用"
)


class FontMissing(ToolMissing):
    """缺少排版所需字体。请在项目目录运行 make setup 备齐字体后重试。"""


def font_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The private folder of stand-in fonts: `GONGWEN_FONTS`, else the user's cache; it need not exist."""
    chosen = environment.get("GONGWEN_FONTS")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return cache_folder(environment) / f"fonts-{FONT_SET}"


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The user's cache folder of this program; it need not exist."""
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache").absolute() / "gongwen"


def system_folders(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where fonts that the office itself installed may lie."""
    data = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), data / "fonts", Path.home() / ".fonts"


def missing_files(folder: Path) -> list[str]:
    """Names of the stand-in files that `folder` lacks, or that are empty."""
    return [file.name for file in FONT_FILES if not _holds(folder / file.name)]


def require_faces(folder: Path) -> None:
    """FontMissing when neither the stand-ins in `folder` nor fonts of the machine answer for every face."""
    if not missing_files(folder):
        return
    with tempfile.TemporaryDirectory(prefix="gongwen-fonts-") as place:
        config = write_font_config(Path(place) / "fonts.conf", folder)
        lacking = [report.face for report in survey_faces(fc_match(config)) if report.kind == "缺"]
    if lacking:
        raise FontMissing(f"缺少排版所需字体：{'、'.join(lacking)}。{HOW_TO_GET_FONTS}。")


def _holds(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def font_config(folders: Sequence[Path], cache: Path) -> str:
    """The fontconfig file: `folders` are searched, and every family papers ask for has its stand-ins.

    `accept`, not `assign`: the stand-ins come after the family asked for, so a real font wins where it is installed.
    """
    rules = "".join(_alias(family, accepted) for family, accepted in _mapping())
    places = "".join(f"  <dir>{escape(str(folder))}</dir>\n" for folder in folders)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"{places}  <cachedir>{escape(str(cache))}</cachedir>\n{rules}{_last_resort()}"
        "  <config><rescan><int>0</int></rescan></config>\n</fontconfig>\n"
    )


def _mapping() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each family asked for, and what may take its place: other cuts of the same face first, then the stand-ins."""
    for face in FACES:
        for family in face.families:
            yield family, tuple(other for other in face.families if other != family) + face.stand_ins
    for families, stand_ins in OTHER_FAMILIES:
        for family in families:
            yield family, stand_ins


def _alias(family: str, accepted: Sequence[str]) -> str:
    names = "".join(f"<family>{escape(name)}</family>" for name in accepted)
    return f'  <alias binding="same"><family>{escape(family)}</family><accept>{names}</accept></alias>\n'


def _last_resort() -> str:
    names = "".join(f"<string>{escape(name)}</string>" for name in LAST_RESORT)
    edit = f'<edit name="family" mode="append_last" binding="weak">{names}</edit>'
    return f'  <match target="pattern">{edit}</match>\n'


def write_font_config(target: Path, folder: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Write the fontconfig file to `target` for the private `folder` and the machine's own fonts; returns `target`."""
    cache = cache_folder(environment) / "fontconfig"
    target.write_text(font_config((folder, *system_folders(environment)), cache), encoding="utf-8")
    return target


@dataclass(frozen=True)
class FontMatch:
    """The font file that fontconfig picks for a family."""

    family: str
    file: str


Matcher = Callable[[str], FontMatch | None]


@dataclass(frozen=True)
class FaceReport:
    """One face: what papers ask for, which font answers, and whether that is the real face, a stand-in or neither."""

    face: str
    asked: str
    used: str
    file: str
    kind: str  # 正体 | 替代 | 缺


def fc_match(config: Path) -> Matcher:
    """A matcher that asks fontconfig itself (the library that LibreOffice asks), under the given fontconfig file."""
    program = fc_match_program()
    environment = {**os.environ, "FONTCONFIG_FILE": str(config), "LC_ALL": "C.UTF-8"}

    def match(family: str) -> FontMatch | None:
        command = [program, "-f", "%{family}\t%{file}", family]
        answer = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)
        families, _, file = answer.stdout.decode("utf-8", "replace").partition("\t")
        return FontMatch(families, file) if file else None

    return match


def names_of(families: Collection[str], folder: Path) -> frozenset[str]:
    """The `bare` PostScript and family names of the fonts that this machine has under any of the names `families`."""
    with tempfile.TemporaryDirectory(prefix="gongwen-fonts-") as place:
        config = write_font_config(Path(place) / "fonts.conf", folder)
        environment = {**os.environ, "FONTCONFIG_FILE": str(config), "LC_ALL": "C.UTF-8"}
        command = [fc_list_program(), "-f", "%{postscriptname},%{family}\n"]
        listed = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)
    rows = (row.split(",") for row in listed.stdout.decode("utf-8", "replace").splitlines())
    return frozenset(bare(name) for names in rows if not set(names[1:]).isdisjoint(families) for name in names)


def bare(name: str) -> str:
    """A font's name without blanks and signs, in small letters: programs differ in these when they write it down."""
    return re.sub(r"[\W_]", "", name).lower()


def survey_faces(match: Matcher) -> tuple[FaceReport, ...]:
    """What answers for each face of the standard."""
    return tuple(_report(face, match(face.families[0])) for face in FACES)


def _report(face: Face, found: FontMatch | None) -> FaceReport:
    names = found.family.split(",") if found else []
    real = next((name for name in names if name in face.families), "")
    stand_in = next((name for name in names if name in face.stand_ins), "")
    kind = "正体" if real else "替代" if stand_in else "缺"
    used = real or stand_in or (names[0] if names else "")
    return FaceReport(face.name, face.families[0], used, found.file if found else "", kind)
