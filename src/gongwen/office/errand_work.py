"""差事各办: what the errands of papers and lists make: exports, registers, dispatch sheets, marked copies, prints,
imports."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import archiving, exchanging, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import batch
from gongwen.office.clock import day_of
from gongwen.office.errand_slip import Slip, result
from gongwen.office.paperwork import comparing, number_page, processing_sheet
from gongwen.office.people import Actor
from gongwen.office.records import list_import
from gongwen.office.watching import exporting, handing_out


def export(slip: Slip) -> dict[str, Any]:
    """The list of projects; argument: `form` xlsx, csv or json, and with `unmask` a `reason` for seeing all."""
    out = slip.folder / f"项目台账.{_form(slip.argument)}"
    unmask = bool(slip.argument.get("unmask"))
    slip.told(0, 1, "汇总各项目")
    made = exporting.export(
        out, now=slip.now, unmask=unmask, reason=str(slip.argument.get("reason") or ""), actor=slip.actor
    )
    told = [f"共 {made.rows} 个项目。"]
    if made.kept_masked:
        told.append(f"其中 {made.kept_masked} 个的个人信息你不能查看，仍然遮盖。")
    return result(slip.hand_over(made.path), told=told)


def export_ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """BadInput for a form that no list is exported in."""
    _form(argument)


def continuity(slip: Slip) -> dict[str, Any]:
    """The register of numbers, printed; argument: `code` and `year`, empty for every series."""
    year = _number(slip, "year", "年份")
    page = number_page.page(slip.argument.get("code") or None, year, now=slip.now)
    slip.told(0, max(1, len(page.series)), "印文号登记簿")
    made = number_page.print_pages(page, slip.folder / "登记簿", slip.printer, made_by=slip.actor.person)
    return result(slip.hand_over_together(made, "发文字号登记簿"), told=[f"共 {len(made)} 本。"])


def sheet(slip: Slip) -> dict[str, Any]:
    """发文稿纸 of the paper that it is about, as it stands now."""
    slip.told(0, 1, "印发文稿纸")
    made = processing_sheet.fetch(slip.about, slip.folder, actor=slip.actor, now=slip.now, printer=slip.printer)
    return result(*(slip.hand_over(path) for path in sorted(made, reverse=True)))


def redline(slip: Slip) -> dict[str, Any]:
    """花脸稿 of two versions of the paper that it is about; argument: `former` and `later`, as in `comparing`."""
    slip.told(0, 2, "比较两稿")
    found = comparing.compare(
        slip.about,
        actor=slip.actor,
        now=slip.now,
        former=_number(slip, "former", "稿次"),
        later=_number(slip, "later", "稿次"),
    )
    slip.told(1, 2, "印花脸稿")
    made = comparing.write(found, slip.folder, slip.printer)
    return result(*(slip.hand_over(path) for path in made), told=[f"{found.head}。"])


def prints(slip: Slip) -> dict[str, Any]:
    """Every issued paper of a year, DOCX and PDF under its number, in one zip; argument: `year`, and `code` (代字) for
    one series only. Papers whose personal data the asker may not see are told and left out."""
    year, code = _number(slip, "year", "年份") or day_of(slip.now).year, slip.argument.get("code") or ""
    issued = list(_issued(year, code))
    if not issued:
        raise BadInput(f"{year} 年{'「' + code + '」' if code else ''}还没有编号的公文。")
    folder, left_out = slip.folder / f"{year}年发文", []
    folder.mkdir()
    for at, paper in enumerate(issued):
        slip.told(at, len(issued), f"取出{paper.reference}")
        try:
            _lay_down(paper, folder, slip)
        except Refused as why:
            left_out.append(f"{paper.reference}没有取出：{why.faults[0]}")
    files = sorted(folder.iterdir())
    if not files:
        raise Refused.of(left_out)
    taken = f"{year} 年发文共 {len(issued)} 份，取出 {len(issued) - len(left_out)} 份。"
    return result(slip.hand_over_together(files, folder.name), told=[taken, *left_out])


def take_each(slip: Slip) -> dict[str, Any]:
    """One act of the case that it is about taken for every party whose signed copy was handed in; argument: `action`,
    `form` and `copies`, each with sha and name. Broken off, it carries on with those that are left."""
    folder, copies = slip.folder / "签回件", list(slip.argument.get("copies") or ())
    folder.mkdir()
    for one in copies:
        shutil.copyfile(registry.pick_up(one["sha"]), folder / one["name"])
    done: list[str] = []

    def told(receipt: registry.Receipt) -> None:
        done.append(receipt.event.party)
        slip.told(len(done), len(copies), f"登记{receipt.event.party}")

    slip.told(0, len(copies), "对照各方单位")
    batch.take_each(
        slip.about, str(slip.argument.get("action") or ""), folder, actor=slip.actor, now=slip.now, printer=None,
        form=dict(slip.argument.get("form") or {}), told=told,
    )  # fmt: skip
    return result(told=[f"已登记 {len(done)} 家：{'、'.join(done)}。"])


def each_ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """Refused where the parties of the case owe no act with one signed copy each."""
    batch.offer(about)


def import_list(slip: Slip) -> dict[str, Any]:
    """A list of organs or people that was handed in; argument: `list`, `sha` and `name` of the file in the tray, and
    `apply` to enter it: without, only what it would do and what is wrong with it is told."""
    which, name = str(slip.argument.get("list") or ""), str(slip.argument.get("name") or "名册")
    slip.told(0, 1, "逐行核对")
    data = registry.pick_up(str(slip.argument.get("sha") or "")).read_bytes()
    made = list_import.plan(which, data, name, now=slip.now)
    if not slip.argument.get("apply") or made.faults:
        return result(told=made.told(), whole=not made.faults, checked=True)
    refused = list_import.carry_out(made, slip.actor, slip.now, slip.told)
    told = [f"「{name}」已经导入。{made.summary}"] if not refused else [f"有 {len(refused)} 行没有登记：", *refused]
    return result(told=told, whole=not refused, checked=False)


def import_ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """Refused to whoever does not keep the registers; BadInput for a list that there is not."""
    list_import.require_importer(actor, now)
    list_import.known(str(argument.get("list") or ""))


def _form(argument: Mapping[str, Any]) -> str:
    """The export's form, which becomes part of a file's name: one of those there are and nothing else."""
    form = str(argument.get("form") or "xlsx")
    if form not in exchanging.FORMATS:
        raise BadInput(f"不会导出「{form[:20]}」文件，可用：{'、'.join(exchanging.FORMATS)}。")
    return form


def _number(slip: Slip, name: str, label: str) -> int | None:
    """A whole number of the argument; None when it is left out."""
    given = str(slip.argument.get(name) or "").strip()
    if given and not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise BadInput(f"{label}「{given}」不是数字，请改正后重新提出。")
    return int(given) if given else None


def _issued(year: int, code: str) -> Iterator[registry.PaperRow]:
    papers = (row for row in registry.papers() if row.flow and row.reference and row.reference.year == year)
    yield from (row for row in papers if not code or (row.reference and row.reference.code == code))


def _lay_down(paper: registry.PaperRow, folder: Path, slip: Slip) -> None:
    for one in handing_out.latest(paper.flow or "", actor=slip.actor, now=slip.now):
        name = archiving.file_name(f"{paper.reference}{paper.title}", Path(one.name).suffix)
        (folder / name).write_bytes(one.content)
