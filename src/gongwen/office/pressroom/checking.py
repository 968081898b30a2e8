"""核稿办理: any paper, ours or anyone's, measured as it prints and held against the rules; no office folder needed."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from gongwen import drafting, printing, proofing
from gongwen.document import geometry
from gongwen.document.facts import Facts
from gongwen.document.findings import Finding
from gongwen.document.geometry import Geometry
from gongwen.document.layout import Figure
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured
from gongwen.errors import BadInput
from gongwen.office.pressroom import collating, lettering, papers

PICTURE = "proof-{:02}.png"
_OF_A_FORMER_RUN = re.compile(r"proof-\d{2,}\.png")
_ITS_PAGE = re.compile(r"第\d+页|[—–-] ?\d+ ?[—–-]")
"""How a sentence names the page, or quotes its number; what is said of several pages differs in nothing else."""
_SAME_TOP = 0.6
_LARGEST = 256 * 1024 * 1024
_OTHERS = (
    (b"OFD.xml", "是 OFD 版式文件，量不了版面，请用阅读软件导出为 PDF，或用原来的 Word 文件（.docx）"),
    (b"content.xml", "是 ODF 文件（.odt），请另存为 .docx 或导出为 PDF"),
)
_LAW = "《党政机关公文处理工作条例》第二十五条"


def _nothing(proof: object) -> tuple[()]:
    return ()


OF_A_FORM = (*papers.FORM_RULES, "glyphs.", "page.size", "people.")
"""The rules of a page that is no 公文: it is judged by its sheet, its fonts, and the titles of those it names."""


@cache
def all_rules() -> tuple[proofing.Check, ...]:
    """All rules that a rule profile may speak of: those of the page, those that compare it with the drafted words, and
    those that compare a Word file with its print."""
    of_the_print = (
        proofing.Check("text.lost", _LAW, "规定", _nothing, severity="warning"),
        proofing.Check("glyphs.missing", "ISO 19005-1:2005 6.3.4", "规定", _nothing),
        proofing.Check("fonts.undeclared", "GB/T 33476.2—2016 5", "规定", _nothing, severity="warning"),
    )
    return (*proofing.CHECKS, *proofing.comparing(), *of_the_print)


@dataclass(frozen=True)
class Proofed:
    """A paper as it was judged: its pages, what was found, by which rule profile and against which page set-up.

    `printed`: it came as a Word file and was printed here first. `official`: it is a 公文, and was judged as one.
    """

    file: Path
    pdf: bytes
    pages: int
    findings: tuple[Finding, ...]
    profile: proofing.Profile
    geometry: Geometry
    printed: bool
    official: bool = True

    @property
    def in_order(self) -> list[Finding]:
        """The findings as one reads the pages; on a page what explains others stands before them, and what concerns no
        page comes last."""
        return sorted(self.findings, key=_place)

    @property
    def as_word_sets_it(self) -> bool:
        """Whether every page begins where Word's own page set-up of 37/35 mm puts the first line, which the profile
        word-37-35 lets pass."""
        tops = [one.found for one in self.findings if one.rule == "margins.top"]
        wanted = geometry.WORD_37_35.first_top.mm
        return bool(tops) and all(abs(float(top.removesuffix(" mm")) - wanted) <= _SAME_TOP for top in tops)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        return {word: sum(one.severity == word for one in self.findings) for word in ("error", "warning", "note")}


def proof_file(
    path: Path,
    printer: papers.Prints,
    *,
    paper: Path | None = None,
    profile: str | None = None,
    preprinted: bool = False,
    facts: Facts | None = None,
) -> Proofed:
    """Judge a PDF, or a Word file that is printed first; with a paper file what is printed is compared with it too.

    `profile` is the name or the file of a rule profile; without it the one that the paper file names, else `national`.
    `preprinted`: it goes onto a pre-printed red head (套打), whose red parts are not on the pages. `facts`: what an
    office knows and no paper shows, such as its roster.
    BadInput when the file, the paper file or the profile cannot be used; nothing is printed before they are read.
    """
    rules = proofing.read_profile(profile, all_rules()) if profile else None
    data = _read(path)
    given = drafting.read_paper_file(paper) if paper else None
    content, asked = papers.content_of(given) if given else (None, None)
    rules = rules or _named_by(asked)
    pdf = data if _is_pdf(data) else _printed(path, data, printer)
    measured = _measured(path, pdf)
    found = _findings(measured, asked, content, rules, preprinted, facts)
    if pdf is not data:
        of_print = rules.judged(_of_the_print(data, pdf, measured))
        found = proofing.explained((*of_print, *found))
    setup = rules.page_setup or (asked.geometry if asked else geometry.NATIONAL)
    official = bool(asked) or (content is None and proofing.shows_paper(measured))
    return Proofed(path, pdf, measured.pages, found, rules, setup, pdf is not data, official)


def rules_in_force(profile: str | None = None) -> list[dict[str, Any]]:
    """Every rule as a profile has it: clause, strength, severity, the length it holds (mm; none where the page set-up
    gives it), and the layer that spoke of it last. BadInput when there is no such profile, or its file is wrong."""
    made = proofing.read_profile(profile, all_rules()) if profile else proofing.NATIONAL
    figures = made.figures(all_rules())
    return [_rule(check, made, figures.get(check.figure.label) if check.figure else None) for check in all_rules()]


def _rule(check: proofing.Check, profile: proofing.Profile, changed: Figure | None) -> dict[str, Any]:
    change, figure = profile.changes.get(check.id), changed or check.figure
    return {
        "rule": check.id,
        "clause": figure.clause if figure else check.clause,
        "strength": figure.strength if figure else check.strength,
        "severity": (change.severity if change else "") or check.level,
        "wanted": round(figure.mm, 2) if figure and not proofing.set_by_geometry(check.id) else None,
        "tolerance": figure.tolerance if figure else None,
        "layer": change.layer if change else "national",
    }


def gathered(findings: Iterable[Finding]) -> list[tuple[Finding, list[int]]]:
    """The findings, those that say the same of several pages once: the first, with the other pages."""
    groups: list[tuple[Finding, list[int]]] = []
    saying: dict[tuple[str | None, ...], tuple[Finding, list[int]]] = {}
    for one in findings:
        says = one.rule, one.severity, one.because, one.where, _ITS_PAGE.sub("", one.message)
        group = saying.get(says)
        if group and one.page and one.page not in (group[0].page, *group[1]):
            group[1].append(one.page)
        else:
            groups.append((one, []))
            saying.setdefault(says, groups[-1])
    return groups


def draw(proofed: Proofed, folder: Path) -> list[Path]:
    """A picture of every page with findings, put into `folder`; those of a former run are taken away first."""
    check_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.iterdir():
            if _OF_A_FORMER_RUN.fullmatch(left.name):
                left.unlink()
        return list(_drawn(proofed, folder))
    except OSError as fault:
        raise BadInput(
            f"图没有写到「{folder}」（{fault.strerror}），请核对路径和权限，或换一个 --pictures。"
        ) from fault


def check_folder(folder: Path) -> None:
    """BadInput when pictures cannot be put there, asked before any work is done."""
    standing = folder
    try:
        while not standing.exists() and standing != standing.parent:
            standing = standing.parent
    except OSError as fault:
        raise BadInput(f"图不能放到「{folder}」（{fault.strerror}），请换一个 --pictures。") from fault
    if not standing.is_dir():
        raise BadInput(f"图不能放到「{folder}」：「{standing}」是一个文件，不是文件夹，请换一个 --pictures。")


def _drawn(proofed: Proofed, folder: Path) -> Iterator[Path]:
    if not proofed.findings:
        return
    font = printing.font_file("黑体")
    for page, picture in proofing.marked_pages(proofed.pdf, proofed.in_order, font):
        place = folder / PICTURE.format(page)
        place.write_bytes(picture)
        yield place


def _place(finding: Finding) -> tuple[float, bool, float, float]:
    x0, y0, _, _ = finding.box or (0.0, 0.0, 0.0, 0.0)
    return finding.page or math.inf, finding.because is not None, y0, x0


def _read(path: Path) -> bytes:
    """The file's bytes; BadInput when it is missing, empty, or of a kind that has no pages to measure."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(f"「{path}」超过 {_LARGEST // 1024 // 1024} MB，不像是公文，请检查其中的图片后重试。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"找不到文件「{path}」，请核对路径。") from None
    except IsADirectoryError:
        raise BadInput(f"「{path}」是文件夹，请写到里面的 .docx 或 .pdf 文件。") from None
    except OSError as fault:
        raise BadInput(f"文件「{path}」读不出来（{fault.strerror}），请核对路径和读取权限。") from fault
    if not data:
        raise BadInput(f"「{path}」是空文件，请重新取得这份文件。")
    return data


def _is_pdf(data: bytes) -> bool:
    """Whether it is a PDF: the mark may stand anywhere in the first kilobyte."""
    return b"%PDF-" in data[:1024]


def _printed(path: Path, data: bytes, printer: papers.Prints) -> bytes:
    """The print of a Word file; BadInput names the file and why it does not print."""
    other = _other_kind(data)
    if other:
        raise BadInput(f"「{path}」{other}。")
    try:
        return printer.to_pdf(data)
    except BadInput as fault:
        raise BadInput(f"「{path}」不能核对：{fault}") from fault


def _other_kind(data: bytes) -> str:
    """What a file is that neither is a PDF nor can be printed; empty for what the printing room knows to tell."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        try:
            names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        except zipfile.BadZipFile:
            return ""
        return next((said for name, said in _OTHERS if name.decode() in names), "")
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return ""
    return "不是 Word 文件（.docx），也不是 PDF，核对不了，请用 Word 或 WPS 另存为 .docx，或导出为 PDF"


def _measured(path: Path, pdf: bytes) -> Measured:
    try:
        measured = proofing.measure(pdf)
    except BadInput as fault:
        raise BadInput(f"「{path}」不能核对：{fault}") from fault
    if any(sheet.lines or sheet.turned for sheet in measured.sheets):
        return measured
    if any(sheet.pictures for sheet in measured.sheets):
        what = "只有图像，没有文字，多半是扫描件，量不出字的位置，请用原来的 Word 文件或由它导出的 PDF"
    else:
        what = "各页都没有文字，请核对是否用错了文件"
    raise BadInput(f"「{path}」{what}。")


def _named_by(paper: Paper | None) -> proofing.Profile:
    """The rule profile of a paper's own geometry, else the national one."""
    return proofing.read_profile(paper.profile, all_rules()) if paper and paper.profile else proofing.NATIONAL


def _findings(
    measured: Measured,
    paper: Paper | None,
    content: bytes | None,
    rules: proofing.Profile,
    preprinted: bool,
    facts: Facts | None,
) -> tuple[Finding, ...]:
    """What is found on the pages, and between them and the content that was asked for. Of a form or a contract only
    its sheets, fonts and words are judged: GB/T 9704 lays out no forms."""
    compared = proofing.comparing(drafting.wording_of(content)) if content else ()
    checks = proofing.CHECKS
    if not paper and (content or not proofing.shows_paper(measured)):
        checks = tuple(check for check in checks if check.id.startswith(OF_A_FORM))
    checks = (*checks, *compared)
    return proofing.findings(measured, paper, checks, preprinted=preprinted, profile=rules, facts=facts)


def _of_the_print(docx: bytes, pdf: bytes, measured: Measured) -> Iterable[Finding]:
    """What the Word file and its print say together. Another program may print what ours lost, so that only warns."""
    yield from (replace(one, severity="warning") for one in collating.lost(docx, measured))
    yield from lettering.missing_glyphs(pdf)
    yield from lettering.strange_fonts(docx, measured)


def exit_code(findings: Sequence[Finding]) -> int:
    """1 when a finding is an error."""
    return 1 if papers.has_error(findings) else 0
