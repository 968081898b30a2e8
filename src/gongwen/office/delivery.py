"""成品: a typeset paper as a folder of files: the Word file, the PDF, the findings and a picture of every page."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from gongwen import printing
from gongwen.office.papers import Typeset


def deliver(made: Typeset, folder: Path) -> Path:
    """paper.docx, paper.pdf, findings.json and pages/*.png in `folder`, complete or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_files(made, work)
        folder.mkdir(exist_ok=True)
        shutil.rmtree(folder / "pages", ignore_errors=True)
        for part in sorted(work.iterdir()):
            part.replace(folder / part.name)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def _write_files(made: Typeset, work: Path) -> None:
    (work / "paper.docx").write_bytes(made.docx)
    (work / "paper.pdf").write_bytes(made.pdf)
    rows = [finding.as_dict() for finding in made.findings]
    (work / "findings.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (work / "pages").mkdir()
    for number, picture in enumerate(printing.pictures(made.pdf), 1):
        (work / "pages" / f"{number:02}.png").write_bytes(picture)
