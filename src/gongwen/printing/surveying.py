"""印制条件: which programs and fonts are here, which font stands in for which face, and how to get the rest."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from gongwen.errors import ToolMissing
from gongwen.printing import fonts
from gongwen.printing.faces import FACES, FONT_FILES, FONT_SET
from gongwen.printing.fonts import FaceReport, Matcher
from gongwen.printing.programs import Program, versions


@dataclass(frozen=True)
class Survey:
    """What printing finds on this machine; `advice` holds one Chinese sentence for each thing that is missing."""

    programs: tuple[Program, ...]
    faces: tuple[FaceReport, ...]
    font_folder: Path
    font_set: str
    missing_fonts: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether papers can be printed with every face of the standard or its stand-in."""
        return not self.advice


def survey(
    folder: Path | None = None, match: Matcher | None = None, programs: tuple[Program, ...] | None = None
) -> Survey:
    """Look at this machine; `folder` is that of the stand-in fonts when not the usual one.

    `match` and `programs` replace what fontconfig and the programs themselves would answer.
    """
    folder = folder or fonts.font_folder()
    programs = versions() if programs is None else programs
    faces = fonts.survey_faces(match) if match else _ask_fontconfig(folder)
    missing = tuple(fonts.missing_files(folder))
    return Survey(programs, faces, folder, FONT_SET, missing, _advice(programs, faces, missing))


def font_file(face: str, folder: Path | None = None) -> Path:
    """The font file that shows a face of the standard (黑体): its stand-in, else what the machine has for it.

    FontMissing when there is neither.
    """
    folder = folder or fonts.font_folder()
    stand_ins = next(one.stand_ins for one in FACES if one.name == face)
    files = [folder / file.name for file in FONT_FILES if file.family in stand_ins and (folder / file.name).is_file()]
    if not files:
        files = [Path(report.file) for report in _ask_fontconfig(folder) if report.face == face and report.file]
    if not files:
        raise fonts.FontMissing(f"缺少{face}。{fonts.HOW_TO_GET_FONTS}。")
    return files[0]


def _ask_fontconfig(folder: Path) -> tuple[FaceReport, ...]:
    with tempfile.TemporaryDirectory(prefix="gongwen-fonts-") as place:
        config = fonts.write_font_config(Path(place) / "fonts.conf", folder)
        try:
            return fonts.survey_faces(fonts.fc_match(config))
        except ToolMissing:
            return ()


def _advice(programs: tuple[Program, ...], faces: tuple[FaceReport, ...], missing: tuple[str, ...]) -> tuple[str, ...]:
    sentences = [f"缺少{each.name}（{each.purpose}），请运行 {each.get}。" for each in programs if not each.path]
    lacking = [report.face for report in faces if report.kind == "缺"]
    if lacking:
        sentences.append(f"{'、'.join(lacking)}没有可用的字体，{fonts.HOW_TO_GET_FONTS}。")
    elif missing:
        sentences.append(f"替代字体不全（缺 {'、'.join(missing)}），生僻字可能印不出，{fonts.HOW_TO_GET_FONTS}。")
    return tuple(sentences)
