"""组卷: a finished project's papers bound into one case file, a BagIt folder that can be verified offline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongwen import archiving, registry
from gongwen.document import dates
from gongwen.errors import Refused
from gongwen.office.clock import day_of
from gongwen.office.paperwork import context, drafts, typesetting, validity
from gongwen.office.paperwork.standing import SIGN
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf
from gongwen.office.records import journal
from gongwen.office.ruling import on_paper
from gongwen.office.staffing.privacy import SIGNED_SHEET

COVER, CONTENTS, CLOSING = "案卷封面", "卷内目录", "备考表"
OFFICE_FORMS = ("监督检查记录表", "评估评分表", SIGNED_SHEET)  # 责任者 of these is the office, else the unit


STEPS = 6
"""How many steps `bundle` tells of."""


@dataclass(frozen=True)
class Bundle:
    """What was bound: the folder, how many 件 and how many pages the reading copy has."""

    folder: Path
    items: int
    pages: int


@dataclass(frozen=True)
class PreviewRow:
    """A 件 of a bundle that is not written yet: its place, what it is, its pages, its folder and the files in it."""

    order: int
    phase: str
    title: str
    number: str
    day: date | None
    first_page: int
    pages: int
    folder: str
    files: tuple[str, ...]
    note: str

    @property
    def last_page(self) -> int:
        """The page of the reading copy on which it ends."""
        return self.first_page + self.pages - 1


def bundle(
    code: str,
    out: Path,
    *,
    actor: Actor,
    now: datetime,
    printer: papers.Prints,
    told: Callable[[int, int, str], None] = lambda done, total, doing: None,
) -> Bundle:
    """Bind a closed project: every paper's DOCX and PDF, signed scans, one PDF for reading, the journal's witness.

    `told` hears how many of the STEPS are done and what comes next.
    """
    case = registry.case(code)
    require_closed(case)
    told(0, STEPS, "清点文书")
    items = _required_items(case)
    told(1, STEPS, "核验日志")
    inventory, stamped = archiving.inventory(items), journal.stamp()
    told(2, STEPS, "印案卷封面、卷内目录和备考表")
    front = _front(case, _figures(inventory, stamped, actor, now), now, printer)
    told(4, STEPS, "合成阅览本")
    reading = archiving.bind(
        front[COVER],
        front[CONTENTS],
        items,
        case.title,
        closing=front[CLOSING],
        author=registry.profile()["office"]["name"],
    )
    told(5, STEPS, "写入案卷")
    files = dict(_files(items)) | {"阅览本.pdf": reading}
    archiving.write_bag(out, files, _info(case) | stamped, day_of(now))
    return Bundle(out, len(items), archiving.count_pages(reading))


def require_closed(case: registry.CaseRow) -> None:
    """Refused while the case is under way: only what is finished is bound."""
    if not case.closed:
        raise Refused(f"项目{case.code}还在「{case.stage}」环节，办结归档后才能组卷。")


def preview(case: registry.CaseRow) -> tuple[PreviewRow, ...]:
    """The 件 that a case's bundle would hold, in filing order with their pages; nothing is printed or written."""
    items = _required_items(case)
    inside: dict[str, list[str]] = {}
    for path, _ in _files(items):
        folder, _, name = path.partition("/")
        inside.setdefault(folder, []).append(name)
    rows = archiving.inventory(items).rows
    return tuple(
        PreviewRow(row.order, row.phase, row.title, row.number, row.day, row.first_page, row.pages, folder,
                   tuple(names), row.note)
        for row, (folder, names) in zip(rows, inside.items(), strict=True)
    )  # fmt: skip


def _required_items(case: registry.CaseRow) -> tuple[archiving.Item, ...]:
    items = tuple(_items(case))
    if not items:
        raise Refused(f"项目{case.code}没有可以归档的文书，不能组卷。")
    return items


def verify(folder: Path) -> list[str]:
    """What was changed, dropped or added in a bundle, one sentence each; empty when it is whole."""
    return [str(fault) for fault in archiving.verify(folder)]


def files_of(paper: registry.PaperRow) -> Iterator[tuple[str, bytes]]:
    """A paper's latest DOCX and PDF under names a person can read."""
    stem = f"{paper.id:03}-{paper.template}"
    docx = next((v.docx_sha for v in reversed(paper.versions) if v.docx_sha), None)
    pdf = next((v.pdf_sha for v in reversed(paper.versions) if v.pdf_sha), None)
    if docx:
        yield f"{stem}.docx", registry.get(docx)
    if pdf:
        yield f"{stem}.pdf", registry.get(pdf)


def _items(case: registry.CaseRow) -> Iterator[archiving.Item]:
    """Every finished paper of the case: the final copy, and where there is one the draft as it was signed.

    A withdrawn project may leave drafts that were never issued or signed; those are no records and stay out.
    """
    for paper in registry.papers(case=case.code):
        if drafts.is_finished(paper) and (final := _final(paper)):
            yield archiving.Item(
                order=paper.id,
                phase=_phase(case, paper),
                title=paper.title,
                pdf=registry.get(final.pdf_sha or ""),
                kind=paper.template,
                number=_number(case, paper),
                issuer=_issuer(case, paper),
                day=_day(case, paper, final),
                docx=registry.get(final.docx_sha) if final.docx_sha else None,
                parts=(*_signed(paper), *_sheet(paper), *_drafts(paper, final)),
                note=validity.told(paper),
            )


def _final(paper: registry.PaperRow) -> registry.VersionRow | None:
    return next((version for version in reversed(paper.versions) if version.pdf_sha), None)


def _sheet(paper: registry.PaperRow) -> Iterator[archiving.Part]:
    """发文稿纸 as it was made when the paper was issued; it lies behind the 正本, before the 定稿."""
    kept = paper.inputs.get("sheet")
    if kept:
        docx, pdf = registry.get(kept["docx"]), registry.get(kept["pdf"])
        yield archiving.Part("发文稿纸", f"{paper.title}（发文稿纸）", pdf, docx)


def _signed(paper: registry.PaperRow) -> Iterator[archiving.Part]:
    """The sheets on which leaders signed by hand, as they were scanned."""
    for sheet in on_paper.of_flow(paper.flow) if paper.flow else ():
        if final := _final(sheet):
            yield archiving.Part("文件处理单", sheet.title, registry.get(final.pdf_sha or ""))


def _drafts(paper: registry.PaperRow, final: registry.VersionRow) -> Iterator[archiving.Part]:
    """定稿: the version that the signer saw, or the contract that was sent out for signing."""
    seen = {opinion.version_sha for opinion in registry.opinions(paper.id) if opinion.kind == SIGN}
    for version in reversed(paper.versions):
        signed = version.docx_sha in seen or (final.origin == "scan" and version.origin == "template")
        if version.no != final.no and signed and version.docx_sha and version.pdf_sha:
            docx, pdf = registry.get(version.docx_sha), registry.get(version.pdf_sha)
            yield archiving.Part("定稿", f"{paper.title}（定稿）", pdf, docx)
            return


def _phase(case: registry.CaseRow, paper: registry.PaperRow) -> str:
    if paper.inputs.get("taken_in"):  # no event of this office drafted it
        return str(paper.inputs["phase"])
    drafted = registry.event(paper.inputs["event"])
    return shelf.stage(case, drafted.source).phase


def _is_contract(paper: registry.PaperRow) -> bool:
    return bool(paper.inputs.get("signed"))


def _number(case: registry.CaseRow, paper: registry.PaperRow) -> str:
    if _is_contract(paper):
        return str(case.data.get("contract_number") or "")
    return str(paper.reference or paper.inputs.get("number") or "")


def _issuer(case: registry.CaseRow, paper: registry.PaperRow) -> str:
    """责任者: who issued a 公文 (the lead and 等 for a joint one); the unit for what it handed in."""
    head = typesetting.head_of(paper)
    if head is None:
        ours = paper.template in OFFICE_FORMS or paper.inputs.get("issued")
        return registry.profile()["office"]["name"] if ours else case.unit
    return head.lead_organ.name + ("等" if len(head.issuers) > 1 else "")


def _day(case: registry.CaseRow, paper: registry.PaperRow, final: registry.VersionRow) -> date:
    if _is_contract(paper) and case.data.get("signed_on"):
        return dates.read(case.data["signed_on"], "签订日期")
    return paper.issued_on or day_of(final.at)


def _front(case: registry.CaseRow, figures: dict[str, Any], now: datetime, printer: papers.Prints) -> dict[str, bytes]:
    """The printed cover, contents and 备考表, from the office's own templates."""
    found = context.gather(case, day_of(now))
    parts = ((COVER, COVER, ""), (CONTENTS, CONTENTS, "目录"), (CLOSING, CONTENTS, "备考表"))
    return {
        name: _print(template, found | {"file": figures | ({"part": part} if part else {})}, printer)
        for name, template, part in parts
    }


def _print(name: str, found: dict[str, Any], printer: papers.Prints) -> bytes:
    template, _ = shelf.template(name)
    return printer.to_pdf(template.render(template.gather(found)))


def _figures(inventory: archiving.Inventory, stamped: dict[str, str], actor: Actor, now: datetime) -> dict[str, Any]:
    """What cover and contents say of the file: rows, how many 件 and pages, from when to when, 备考表."""
    return {
        "rows": inventory.contents_rows(),
        "items": len(inventory.rows),
        "pages": inventory.pages,
        "first_day": inventory.first_day,
        "last_day": inventory.last_day,
        "note": inventory.closing_note() + journal.printed(stamped),
        "filed_by": actor.person,
        "day": day_of(now),
        "year": day_of(now).year,
    }


def _files(items: Sequence[archiving.Item]) -> Iterator[tuple[str, bytes]]:
    """The originals, each 件 in its own folder, in filing order."""
    for number, item in enumerate(archiving.arranged(items), 1):
        folder = f"{number:03}-{archiving.file_name(item.title)}"
        seen: Counter[str] = Counter()
        for part in item.all_parts():
            seen[part.role] += 1
            name = part.role if seen[part.role] == 1 else f"{part.role}{seen[part.role]}"
            yield f"{folder}/{name}.pdf", part.pdf
            if part.docx:
                yield f"{folder}/{name}.docx", part.docx


def _info(case: registry.CaseRow) -> dict[str, str]:
    """bag-info.txt: who bundled what."""
    office = registry.profile()["office"]
    return {
        "Source-Organization": office["name"],
        "External-Identifier": case.code,
        "External-Description": f"{case.title}（{case.kind}，{case.unit}）",
    }
