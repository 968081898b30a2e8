"""The continuity page: every number accounted for, in the words an inspector asks for."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.office.paperwork import number_page
from kit.office import FOUNDED, an_office

NOW = FOUNDED + timedelta(days=200)
BY = {"actor": "石磊", "now": NOW}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


@pytest.fixture
def ledger(office: Path) -> Path:
    """青帮办〔2026〕: 1—3 by hand, 4 and 5 skipped, 6 by hand, 7 and 8 used (8 dated before 7), 9 void, 10 reserved;
    and one number of 青民发."""
    registry.adopt_numbers("青帮办", 2026, up_to=3, because="2026年发文登记簿", **BY)
    registry.adopt_number(
        Reference("青帮办", 2026, 6), title="关于停电期间值守的通知", because="登记簿第4页",
        skipped_because="看错登记簿", approver="陆文渊", **BY,
    )  # fmt: skip
    for day in (date(2026, 8, 3), date(2026, 8, 1)):
        registry.set_paper(a_numbered_paper("青帮办"), filed=True, issued_on=day, **BY)
    a_numbered_paper("青帮办")
    registry.void_number(Reference("青帮办", 2026, 9), reason="事项取消", approver="陆文渊", **BY)
    registry.reserve_number("青帮办", 2026, "冬季取暖救助通知", **BY)
    a_numbered_paper("青民发")
    return office


def a_numbered_paper(code: str) -> int:
    paper = registry.add_paper(
        case=None, template="商请函", template_hash="t", kind="函", title="关于协助助学的函", inputs={}, **BY
    )
    registry.take_number(paper.id, code, 2026, **BY)
    return paper.id


def series(code: str = "青帮办") -> number_page.SeriesPage:
    return number_page.page(code, None, now=NOW).series[0]


def test_a_series_is_told_from_its_first_number_to_its_last(ledger):
    shown = series()

    assert shown.title == "青帮办〔2026〕1号至10号"
    assert shown.counted == "已用6个（其中线下编号、补录的4个），预留1个，作废1个，跳号2个"
    assert shown.stretches == (
        "1至3号已用（线下）", "4至5号跳号", "6号已用（线下）", "7至8号已用", "9号作废", "10号预留",
    )  # fmt: skip


def test_every_number_without_a_paper_is_explained_with_its_journal_entry(ledger):
    acts = {entry.number: entry.act for entry in registry.entries()}
    told = [
        (row["serial"], row["state"], row["reason"], row["approver"], acts[row["entry"]]) for row in series().explained
    ]

    assert told == [
        ("4至5", "跳号", "看错登记簿", "陆文渊", "登记跳号"),
        ("9", "作废", "事项取消", "陆文渊", "作废文号"),
        ("10", "预留", "待用，石磊预留", "", "预留文号"),
    ]
    assert series().explained[-1]["about"] == "冬季取暖救助通知"


def test_every_number_is_listed_those_taken_over_at_once_as_one(ledger):
    listed = [(row["serial"], row["state"], row["note"]) for row in series().rows]

    assert listed == [
        ("1至3", "已用（线下）", "2026年发文登记簿"),
        ("4至5", "跳号", "见说明"),
        ("6", "已用（线下）", "登记簿第4页"),
        ("7", "已用", "石磊，2026-09-17"),
        ("8", "已用", "石磊，2026-09-17"),
        ("9", "作废", "见说明"),
        ("10", "预留", "石磊，2026-09-17"),
    ]


def test_the_verdict_says_that_all_is_whole_and_what_an_inspector_may_ask(ledger):
    assert series().verdict == (
        "号码从1号起连续，没有缺号、重号。",
        "作废、跳号都有理由和批准人，预留都写明用途。",
        "逐号与办理日志核对相符。",
        "青帮办〔2026〕8号的成文日期（2026-08-01）早于青帮办〔2026〕7号（2026-08-03），请备好说明。",
    )
    assert series().faults == ()


def test_a_series_of_papers_only_has_nothing_to_explain(ledger):
    assert series("青民发").explained == ()
    assert series("青民发").verdict == ("号码从1号起连续，没有缺号、重号。", "逐号与办理日志核对相符。")


def test_what_was_changed_behind_the_journal_stands_in_the_verdict(ledger):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER registry_number_no_UPDATE")
        cursor.execute("UPDATE registry_number SET approver = '温如玉' WHERE serial = 9")

    (fault,) = series().faults
    assert fault.startswith("文号青帮办〔2026〕9号的批准人与日志所记不符")
    assert series().verdict[0] == fault
    assert series("青民发").faults == ()


def test_the_page_bears_the_journal_s_head_and_is_json(ledger):
    shown = number_page.page(None, None, now=NOW)
    data = json.loads(json.dumps(shown.as_dict()))

    assert (shown.journal_count, shown.journal_head) == (len(registry.entries()), registry.entries()[-1].hash)
    assert [one["code"] for one in data["series"]] == ["青帮办", "青民发"]


def test_several_series_do_not_go_into_one_file(ledger):
    shown = number_page.page(None, None, now=NOW)

    with pytest.raises(BadInput, match=r"有2本登记簿（青帮办〔2026〕、青民发〔2026〕），请用 --code 和 --year"):
        number_page.print_pages(shown, Path("登记簿.pdf"), printer=None)


def test_an_empty_ledger_is_not_printed(office):
    shown = number_page.page(None, None, now=NOW)

    with pytest.raises(Refused, match="没有可印的登记簿"):
        number_page.print_pages(shown, Path("登记簿.pdf"), printer=None)


@pytest.mark.slow
def test_a_long_ledger_is_printed_with_its_head_on_every_page(ledger, printer, tmp_path):
    registry.within(lambda: [a_numbered_paper("青帮办") for _ in range(140)])
    shown = number_page.page("青帮办", 2026, now=NOW)

    (made,) = number_page.print_pages(shown, tmp_path / "out", printer, made_by="夏知秋")

    assert made.name == "发文字号登记簿-青帮办-2026.pdf"
    pages = text_of(made)
    assert len(pages) > 4
    assert all("号码" in page and "公文标题" in page for page in pages[1:])
    assert all(f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, 1))
    assert "核对人" in pages[-1] and "150" in pages[-1]
    assert shown.journal_head[:8] in pages[0] and "逐号与办理日志核对相符" in pages[0]


def text_of(pdf: Path) -> list[str]:
    """The text of each page without its blanks."""
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return ["".join(page.split()) for page in shown.split("\f")[:-1]]
