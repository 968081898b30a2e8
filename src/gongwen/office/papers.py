"""文稿办理: draft, print, measure, and do it again until the page settles; rooms only, no office folder needed."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from gongwen import drafting, printing, proofing
from gongwen.document.findings import Finding
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured

MAX_PASSES = 5  # the first print and four corrections
FORM_RULES = ("fonts.",)
_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")  # radicals, compatibility ideographs, ligatures


class Prints(Protocol):
    """What this room needs of a printer; tests hand in doubles that fail on purpose."""

    def to_pdf(self, docx: bytes) -> bytes: ...


@dataclass(frozen=True)
class Typeset:
    """A paper as it came out: the files, what was measured, and whether the layout settled."""

    docx: bytes
    pdf: bytes
    measured: Measured
    findings: tuple[Finding, ...]
    passes: int = 1
    settled: bool = True


def press(workers: int = 1) -> printing.Printer:
    """The printing room's press, opened and closed by the door; nothing starts until the first paper comes."""
    return printing.open_printer(workers=workers)


def draft_file(path: Path, printer: Prints, *, template: str | None = None, sample_seals: bool = False) -> Typeset:
    """A paper from a PAPER.yaml file, without any office."""
    given = drafting.read_paper_file(path)
    name = template or given.template
    if not name:
        return settle(drafting.write_content(given.paper), given.paper, printer, sample_seals=sample_seals)
    model = drafting.find_template(name)
    content = model.render(model.check(given.fields))
    if model.frame == "none":
        return print_form(content, printer)
    return settle(content, given.with_template(model), printer, sample_seals=sample_seals)


def settle(content: bytes, paper: Paper, printer: Prints, *, sample_seals: bool = False) -> Typeset:
    """Frame a content DOCX and print it until nothing moves any more; an unsettled page is told as a finding."""
    fit, passes = drafting.first_fit(content, paper), 0
    while True:
        passes += 1
        docx = drafting.frame(content, paper, fit, sample_seals=sample_seals)
        pdf = printer.to_pdf(docx)
        measured = proofing.measure(pdf)
        better = drafting.refit(paper, fit, measured) or fit
        if better == fit or passes == MAX_PASSES:
            found = findings(docx, measured, paper)
            settled = better == fit
            return Typeset(docx, pdf, measured, found if settled else (*found, _unsettled()), passes, settled)
        fit = better


def print_form(docx: bytes, printer: Prints) -> Typeset:
    """Print a finished DOCX (a form, a contract, or a paper edited by hand) and measure it."""
    pdf = printer.to_pdf(docx)
    measured = proofing.measure(pdf)
    return Typeset(docx, pdf, measured, findings(docx, measured))


def findings(docx: bytes, measured: Measured, paper: Paper | None = None) -> tuple[Finding, ...]:
    """What is found on the page: of a 公文 by every rule, of a form or contract its fonts and glyphs (GB/T 9704 lays
    out no forms); and of both, whether every character came out.
    """
    found = proofing.findings(measured, paper)
    if paper is None:
        found = tuple(finding for finding in found if finding.rule.startswith(FORM_RULES))
    return (*lost(docx, measured), *found)


def print_signed(docx: bytes, paper: Paper, printer: Prints) -> Typeset:
    """Print a paper as it stands, never rendering it anew: what was signed is what is printed."""
    made = print_form(docx, printer)
    return replace(made, findings=findings(docx, made.measured, paper))


def lost(docx: bytes, measured: Measured) -> tuple[Finding, ...]:
    """An error when characters of the DOCX do not stand on any page; what was drafted must be what is printed."""
    wanted = Counter(_characters(drafting.text_of(docx)))
    wanted.subtract(_characters(line.text for sheet in measured.sheets for line in sheet.lines))
    missing = "".join(character * count for character, count in wanted.items() if count > 0)
    if not missing:
        return ()
    return (
        Finding(
            rule="text.lost",
            clause="党政机关公文处理工作条例 第二十五条",
            strength="规定",
            severity="error",
            message=f"排出的版面少了 {len(missing)} 个字符「{missing[:20]}」，请核对原稿，换字或调整后重新排版。",
            found=f"缺 {missing[:20]}",
            wanted="与文稿一致",
        ),
    )


def _characters(text: Iterable[str]) -> Iterator[str]:
    """Printing characters; a ligature or a compatibility form that a font brings in counts as what it stands for."""
    for character in "".join(text):
        for plain in unicodedata.normalize("NFKC", character) if _FORMS.match(character) else character:
            if not plain.isspace() and unicodedata.category(plain) not in ("Cc", "Cf", "Mn"):
                yield plain


def write_out(made: Typeset, folder: Path) -> Path:
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


def has_error(findings: Sequence[Finding]) -> bool:
    """Whether a finding holds an error (exit code 1); the files stand all the same."""
    return any(finding.severity == "error" for finding in findings)


def _unsettled() -> Finding:
    return Finding(
        rule="layout.unsettled",
        clause="GB/T 9704—2012 7.3.5.5",
        strength="推算",
        severity="warning",
        message=f"版面调整 {MAX_PASSES} 次后仍未稳定，请核对末页的落款和版记。",
    )
