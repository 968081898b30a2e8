"""文稿办理: draft, print, measure, and do it again until the page settles; rooms only, no office folder needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongwen import drafting, printing, proofing
from gongwen.document.facts import Facts
from gongwen.document.findings import Finding
from gongwen.document.geometry import Geometry, geometry
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured
from gongwen.errors import BadInput
from gongwen.office.pressroom import collating, enclosing, lettering
from gongwen.office.pressroom.enclosing import Prints

FORM_RULES = ("fonts.",)


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

    `geometry` is the page set-up of a 公文 (a form has its template's own), `conceded` names in Chinese what gave way,
    `told` says what became of a draft, `separate` are the attachments that are bound by themselves.
    """

    docx: bytes
    pdf: bytes
    measured: Measured
    findings: tuple[Finding, ...]
    passes: int = 1
    settled: bool = True
    geometry: Geometry | None = None
    conceded: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    separate: tuple[enclosing.Separate, ...] = ()

    @property
    def title(self) -> str:
        """The paper's own title; a form has none."""
        return drafting.controls(self.docx).get("gw:title", "")


def press(workers: int = 1) -> printing.Printer:
    """The printing room's press, opened and closed by the door; nothing starts until the first paper comes."""
    return printing.open_printer(workers=workers)


def draft_file(
    path: Path,
    printer: Prints,
    *,
    template: str | None = None,
    rough: Path | None = None,
    profile: str | None = None,
    sample_seals: bool = False,
    preprinted: bool = False,
) -> Typeset:
    """A paper from a PAPER.yaml file, without any office; `template` and `profile` go before what the file says.

    `rough` is a Word or text file that gives the body, and what else the paper file leaves out. `preprinted` (套打)
    leaves out what a sheet with a pre-printed red head bears already.
    """
    geometry(profile)  # a name that does not exist is told before anything is read
    given = _given(path, template, rough)
    content, paper = content_of(given)
    if not paper:
        _refuse_for_form(given, {"--profile": profile, "--sample-seals": sample_seals, "--preprinted": preprinted})
        return print_form(content, printer)
    paper = replace(paper, profile=profile or paper.profile)
    made = settle(content, paper, printer, sample_seals=sample_seals, preprinted=preprinted)
    apart = enclosing.separates(paper, printer)
    found = tuple(finding for one in apart for finding in one.findings)
    return replace(made, told=given.told, separate=apart, findings=(*made.findings, *found))


def _given(path: Path, template: str | None, rough: Path | None) -> drafting.PaperFile:
    """The paper file, with the draft's text where there is one."""
    given = drafting.read_paper_file(path, template, awaits_body=rough is not None)
    if rough is None:
        return given
    try:
        data = rough.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"找不到原稿 {rough}，请核对路径。") from None
    except OSError as error:
        raise BadInput(f"原稿 {rough} 读不出来（{error.strerror}），请核对它是不是一个能读的文件。") from error
    return drafting.with_rough(given, drafting.read_rough(data, rough.name))


def content_of(given: drafting.PaperFile) -> tuple[bytes, Paper | None]:
    """The content of a paper and what is to stand around it; a form or contract is all content."""
    if not given.template:
        return drafting.write_content(given.paper), given.paper
    template = drafting.find_template(given.template)
    content = template.render(template.check(given.fields))
    paper = given.with_template(template)
    return content, None if template.frame == "none" else paper


def _refuse_for_form(given: drafting.PaperFile, options: Mapping[str, Any]) -> None:
    asked = "、".join(option for option, value in options.items() if value)
    if asked:
        what = f"模板「{given.template}」是整页表格或合同，没有公文的版头和落款"
        raise BadInput(f"{what}，不能用 {asked}，请去掉后重试。")


def settle(
    content: bytes,
    paper: Paper,
    printer: Prints,
    *,
    sample_seals: bool = False,
    preprinted: bool = False,
    facts: Facts | None = None,
) -> Typeset:
    """Frame a content DOCX and print it until nothing moves any more; an unsettled page is told as a finding. `facts`
    as in `findings`."""
    fit, passes = drafting.first_fit(content, paper), 0
    while True:
        passes += 1
        docx = drafting.frame(content, paper, fit, sample_seals=sample_seals, preprinted=preprinted)
        pdf = printer.to_pdf(docx)
        measured = proofing.measure(pdf)
        better = drafting.refit(paper, fit, measured) or fit
        settled = better == fit
        if settled or passes == drafting.MOST_PRINTS:
            found = findings(docx, pdf, measured, paper, preprinted=preprinted, facts=facts)
            found = found if settled else (*found, _unsettled())
            return Typeset(docx, pdf, measured, found, passes, settled, paper.geometry, fit.conceded)
        fit = better


def print_form(docx: bytes, printer: Prints) -> Typeset:
    """Print a finished DOCX (a form, a contract, or a paper edited by hand) and measure it."""
    pdf = printer.to_pdf(docx)
    measured = proofing.measure(pdf)
    return Typeset(docx, pdf, measured, findings(docx, pdf, measured))


def findings(
    docx: bytes,
    pdf: bytes,
    measured: Measured,
    paper: Paper | None = None,
    *,
    preprinted: bool = False,
    facts: Facts | None = None,
) -> tuple[Finding, ...]:
    """What is found on the page: of a 公文 by every rule, of a form or contract its fonts and glyphs (GB/T 9704 lays
    out no forms); and of both, whether every character came out, and in a font that the next machine has too.

    `facts` are what an office knows and no paper shows (the roster in force, whose a 代字 is).
    """
    found = proofing.findings(measured, paper, preprinted=preprinted, facts=facts)
    if paper is None:
        found = tuple(finding for finding in found if finding.rule.startswith(FORM_RULES))
    lettered = (*lettering.missing_glyphs(pdf), *lettering.strange_fonts(docx, measured))
    return (*collating.lost(docx, measured), *lettered, *found)


def print_signed(docx: bytes, paper: Paper, printer: Prints) -> Typeset:
    """Print a paper as it stands, never rendering it anew: what was signed is what is printed."""
    made = print_form(docx, printer)
    return replace(made, findings=findings(docx, made.pdf, made.measured, paper))


def has_error(findings: Sequence[Finding]) -> bool:
    """Whether a finding holds an error (exit code 1); the files stand all the same."""
    return any(finding.severity == "error" for finding in findings)


def _unsettled() -> Finding:
    return Finding(
        rule="layout.unsettled",
        clause="GB/T 9704—2012 7.3.5.5",
        strength="推算",
        severity="warning",
        message=f"版面排了 {drafting.MOST_PRINTS} 遍仍未稳定，请核对首页正文、末页的落款和版记。",
    )
