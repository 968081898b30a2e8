"""文稿办理: draft, print, measure, and do it again until the page settles; rooms only, no office folder needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from gongwen import drafting, printing, proofing
from gongwen.document.findings import Finding
from gongwen.document.geometry import Geometry, geometry
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured
from gongwen.errors import BadInput
from gongwen.office import collating

MAX_PASSES = 5  # the first print and four corrections
FORM_RULES = ("fonts.",)


class Prints(Protocol):
    """What this room needs of a printer; tests hand in doubles that fail on purpose."""

    def to_pdf(self, docx: bytes) -> bytes: ...


class Telling:
    """A printer that says before every print which one it is; the first takes longest, as LibreOffice has to start."""

    def __init__(self, printer: Prints, told: Callable[[str], object]) -> None:
        self._printer, self._told, self._prints = printer, told, 0

    def to_pdf(self, docx: bytes) -> bytes:
        """Print, after saying so."""
        self._prints += 1
        self._told("启动排版程序，排第 1 遍" if self._prints == 1 else f"按实测版面调整，排第 {self._prints} 遍")
        return self._printer.to_pdf(docx)


@dataclass(frozen=True)
class Typeset:
    """A paper as it came out: the files, what was measured, and how the layout was found.

    `geometry` is the page set-up of a 公文 (a form has its template's own), `conceded` names in Chinese what gave way.
    """

    docx: bytes
    pdf: bytes
    measured: Measured
    findings: tuple[Finding, ...]
    passes: int = 1
    settled: bool = True
    geometry: Geometry | None = None
    conceded: tuple[str, ...] = ()


def press(workers: int = 1) -> printing.Printer:
    """The printing room's press, opened and closed by the door; nothing starts until the first paper comes."""
    return printing.open_printer(workers=workers)


def draft_file(
    path: Path,
    printer: Prints,
    *,
    template: str | None = None,
    profile: str | None = None,
    sample_seals: bool = False,
) -> Typeset:
    """A paper from a PAPER.yaml file, without any office; `template` and `profile` go before what the file says."""
    geometry(profile)  # a name that does not exist is told before anything is read
    given = drafting.read_paper_file(path, template)
    if not given.template:
        content, paper = drafting.write_content(given.paper), given.paper
    else:
        model = drafting.find_template(given.template)
        content = model.render(model.check(given.fields))
        paper = given.with_template(model)
        if model.frame == "none":
            _refuse_for_form(model.name, {"--profile": profile, "--sample-seals": sample_seals})
            return print_form(content, printer)
    return settle(content, replace(paper, profile=profile or paper.profile), printer, sample_seals=sample_seals)


def _refuse_for_form(name: str, options: Mapping[str, Any]) -> None:
    given = "、".join(option for option, value in options.items() if value)
    if given:
        raise BadInput(f"模板「{name}」是整页表格或合同，没有公文的版头和落款，不能用 {given}，请去掉后重试。")


def settle(content: bytes, paper: Paper, printer: Prints, *, sample_seals: bool = False) -> Typeset:
    """Frame a content DOCX and print it until nothing moves any more; an unsettled page is told as a finding."""
    fit, passes = drafting.first_fit(content, paper), 0
    while True:
        passes += 1
        docx = drafting.frame(content, paper, fit, sample_seals=sample_seals)
        pdf = printer.to_pdf(docx)
        measured = proofing.measure(pdf)
        better = drafting.refit(paper, fit, measured) or fit
        settled = better == fit
        if settled or passes == MAX_PASSES:
            found = findings(docx, measured, paper)
            found = found if settled else (*found, _unsettled())
            return Typeset(docx, pdf, measured, found, passes, settled, paper.geometry, fit.conceded)
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
    return (*collating.lost(docx, measured), *found)


def print_signed(docx: bytes, paper: Paper, printer: Prints) -> Typeset:
    """Print a paper as it stands, never rendering it anew: what was signed is what is printed."""
    made = print_form(docx, printer)
    return replace(made, findings=findings(docx, made.measured, paper))


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
