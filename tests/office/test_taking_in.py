"""A project that was running before: taken in at its stage, its old papers filed, its data checked; then it goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.records import casefile, completeness, late_scans, taking_in
from gongwen.office.records.taking_in import Handover
from gongwen.office.ruling import explaining
from kit.door import typed
from kit.office import an_office, story

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
CLERK, CHIEF, LEADER, INSPECTOR = "周晓岚", "陆文渊", "范守田", "高望舒"
UNIT = "桃园县柳林村村民委员会"
TITLE = "柳林村老旧住房修缮项目"


def forms_of(*actions: str) -> dict[str, Any]:
    """What the demonstration's first project filled in for these actions."""
    filled: dict[str, Any] = {}
    for act in story("01"):
        if act.said.get("do") in actions:
            filled |= {name: value for name, value in (act.said.get("form") or {}).items() if name != "signed_scan"}
    return filled


EARLIER = forms_of("提交", "审核通过", "批准立项", "送审", "同意签订", "签订")


def pdf(pages: int = 1) -> bytes:
    book, target = PdfWriter(), BytesIO()
    for _ in range(pages):
        book.add_blank_page(595, 842)
    book.write(target)
    return target.getvalue()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


@pytest.fixture
def handover(home: Path, tmp_path: Path) -> Callable[..., Handover]:
    """A sound handover at 监督; the tests spoil it."""
    basis, contract, reply = tmp_path / "移交清单.pdf", tmp_path / "合同.pdf", tmp_path / "批复.pdf"
    basis.write_bytes(pdf())
    contract.write_bytes(pdf(3))
    reply.write_bytes(pdf(2))

    def make(**changes: Any) -> Handover:
        sound = Handover(
            TITLE, "经济帮扶", UNIT, "监督", basis, form=EARLIER,
            scans={"合同": contract, "立项批复": reply},
            numbers={"批复": "青帮办〔2025〕7号"}, dates={"批复": date(2025, 3, 5)},
        )  # fmt: skip
        return replace(sound, **changes)

    return make


def take_in(given: Handover, person: str = CLERK) -> taking_in.TakenIn:
    return taking_in.take_in(given, actor=Actor(person), now=NOW)


def test_a_running_project_stands_at_its_stage_with_its_data_and_papers(handover) -> None:
    made = take_in(handover())
    case = made.case
    assert (case.stage, case.title, case.unit) == ("检查通知", TITLE, UNIT)
    assert case.data["approved_amount"] == str(EARLIER["approved_amount"]) + ".00"
    assert made.without == ("立项申报书",)
    contract, reply = registry.papers(case=case.code)
    assert [(paper.template, paper.filed, paper.versions[0].origin) for paper in (contract, reply)] == [
        ("项目合同书", True, "scan"),
        ("立项批复", True, "scan"),
    ]
    assert case.data["signed_scan"] == contract.versions[0].pdf_sha
    assert (reply.inputs["number"], reply.issued_on) == ("青帮办〔2025〕7号", date(2025, 3, 5))


def test_its_first_event_says_so_and_names_the_basis(handover) -> None:
    given = handover()
    [event] = registry.events(take_in(given).case.code)
    assert (event.action, event.source, event.target, event.actor) == ("接收在办项目", "", "检查通知", CLERK)
    assert event.form["handover_basis"] == registry.digest(given.basis.read_bytes())
    assert registry.get(event.form["handover_basis"]) == given.basis.read_bytes()


def test_it_goes_on_like_any_other(handover) -> None:
    code = take_in(handover()).case.code
    form = forms_of("通知检查")
    desk.take(code, "通知检查", actor=Actor(INSPECTOR), now=NOW, printer=None, form=form)
    assert registry.case(code).stage == "检查"


def test_the_same_handover_again_is_the_same_project(handover) -> None:
    first = take_in(handover())
    assert take_in(handover()).case.code == first.case.code
    assert len(registry.cases()) == 1
    assert len(registry.papers()) == 2


@pytest.mark.parametrize(
    ("at", "fault"),
    [
        (
            "验收",
            "没有「验收」这个环节或阶段，可以接收到：立项（申报、审核、批准）；合同（起草合同、审签、双方签订）；监督",
        ),
        ("归档", "已经办结"),
        ("已撤回", "已经办结"),
        ("不予立项", "已经办结"),
    ],
)
def test_a_stage_that_is_none_or_an_end_is_refused_with_the_stages(handover, at, fault) -> None:
    with pytest.raises(Refused, match=fault):
        take_in(handover(at=at))
    assert registry.cases() == ()


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in EARLIER.items() if key != name}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"form": without("approved_amount")}, "缺栏目「approved_amount」（批准金额（元））"),
        ({"form": {**EARLIER, "approved_amount": "五万"}}, "应当是金额"),
        ({"form": {**EARLIER, "nonsense": 1}}, "没有「nonsense」这个栏目"),
        ({"numbers": {"批复": "青帮办2025第7号"}}, "不合规定"),
        (
            {"numbers": {"通报": "青帮办〔2025〕7号"}},
            "文号「通报」不知道是哪份文书：以前各环节的文书有：立项申报书、立项批复、项目合同书",
        ),
        ({"dates": {"申报书": date(2025, 1, 2)}}, "《立项申报书》写了文号或日期，没有交扫描件"),
        ({"kind": "春节慰问"}, "类别「春节慰问」不认识"),
        ({"unit": "无此单位"}, "没有登记机关"),
    ],
)
def test_what_is_missing_or_wrong_is_told(handover, changes, fault) -> None:
    with pytest.raises(BadInput, match=fault):
        take_in(handover(**changes))
    assert registry.cases() == () == registry.papers()


def test_everything_missing_is_listed_at_once(handover) -> None:
    with pytest.raises(BadInput) as caught:
        take_in(handover(form={}, scans={}, numbers={}, dates={}))
    faults = caught.value.faults
    assert any("缺《项目合同书》的扫描件：以后办理「通知检查」要凭它" in fault for fault in faults)
    assert sum("缺栏目" in fault for fault in faults) > 10


def test_a_scan_must_be_a_pdf_that_opens(handover, tmp_path: Path) -> None:
    spoilt = tmp_path / "坏的.pdf"
    spoilt.write_bytes(b"%PDF-1.7 not really")
    with pytest.raises(BadInput, match="不是能打开的 PDF"):
        take_in(handover(scans={"合同": spoilt}, numbers={}, dates={}))
    with pytest.raises(BadInput, match="读不到文件"):
        take_in(handover(scans={"合同": tmp_path / "没有.pdf"}, numbers={}, dates={}))


def test_only_the_office_takes_projects_in(handover) -> None:
    with pytest.raises(Refused, match="不能接收在办项目，须由经办人或负责人办理"):
        take_in(handover(), LEADER)


def test_a_graded_project_comes_with_its_score_reckoned_never_typed(handover) -> None:
    later = forms_of("通知检查", "登记检查", "提交评分", "发布公示")
    made = take_in(handover(at="公示", form={**EARLIER, **later}))
    assert (made.case.stage, made.case.data["grade"]) == ("公示", "优")
    assert made.case.data["score"]["of"] == made.case.data["sheets"]
    with pytest.raises(BadInput, match="没有「grade」这个栏目"):
        take_in(handover(title="另一个", at="公示", form={**EARLIER, **later, "grade": "优"}))


def test_its_reply_counts_as_issued_and_its_contract_as_signed(handover) -> None:
    code = take_in(
        handover(at="起草合同", form=forms_of("提交", "审核通过", "批准立项"), scans=only(handover, "立项批复"))
    ).case.code
    [send] = [row for row in explaining.explain(code, actor=Actor(CLERK), now=NOW) if row["action"] == "送审"]
    assert send["missing"] == []


def only(handover: Callable[..., Handover], name: str) -> Mapping[str, Path]:
    return {key: path for key, path in handover().scans.items() if key == name}


def test_the_archive_takes_the_old_papers_with_their_phase_and_number(handover) -> None:
    case = take_in(handover()).case
    items = {item.kind: item for item in casefile._items(case)}
    assert (items["立项批复"].phase, items["立项批复"].number) == ("立项", "青帮办〔2025〕7号")
    assert (items["项目合同书"].phase, items["项目合同书"].day) == (
        "合同",
        date.fromisoformat(str(EARLIER["signed_on"])),
    )


def test_the_file_should_hold_what_was_drafted_before_it_was_taken_in_and_a_scan_found_later_is_filed(handover) -> None:
    code = take_in(handover()).case.code
    found = {line.template: line for line in completeness.check(code, now=NOW).lines}
    assert {name: [gap.kind for gap in line.gaps] for name, line in found.items()} == {
        "立项申报书": ["接收时未交来"], "立项批复": [], "项目合同书": [],
    }  # fmt: skip
    assert (found["立项申报书"].phase, found["立项申报书"].since) == ("立项", "2026-03-02 接收在办项目")
    made = supplied(code, "立项申报书", number="", dated="2025-01-08")
    assert (made.filed, made.issued_on) == (True, date(2025, 1, 8))
    assert supplied(code, "立项申报书").id == made.id
    line = next(line for line in completeness.check(code, now=NOW).lines if line.template == "立项申报书")
    assert (line.phase, line.gaps) == ("立项", ())
    desk.take(code, "通知检查", actor=Actor(INSPECTOR), now=NOW, printer=None, form=forms_of("通知检查"))
    assert casefile._phase(registry.case(code), made) == "立项"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"template": "立项批复", "content": pdf(9)}, "已经有《立项批复》"),
        ({"template": "处理决定"}, "不是接收以前的文书，可以补交的有：立项申报书、立项批复、项目合同书"),
        ({"content": b"no pdf"}, "不是 PDF 文件"),
        ({"number": "青帮办2025"}, "不合规定"),
        ({"dated": "去年"}, "无法识别"),
        ({"person": LEADER}, "不能补交旧件，须由档案员、经办人、负责人办理"),
    ],
)
def test_a_scan_found_later_that_does_not_fit_is_told_and_not_filed(handover, changes, fault) -> None:
    code = take_in(handover()).case.code
    with pytest.raises((BadInput, Refused), match=fault):
        supplied(code, **{"template": "立项申报书", **changes})
    assert len(registry.papers()) == 2


def test_a_project_of_our_own_takes_no_old_papers(handover) -> None:
    case = desk.open_project("助学项目", kind="经济帮扶", unit=UNIT, actor=Actor(CLERK), now=NOW)
    with pytest.raises(Refused, match="不是接收来的在办项目"):
        supplied(case.code, "立项申报书")


def supplied(code: str, template: str, *, content: bytes = b"", person: str = CLERK, **more: str) -> registry.PaperRow:
    given = {"number": "", "dated": "", **more}
    return late_scans.supply(
        code, template, "扫描.pdf", content or pdf(4), actor=Actor(person), now=NOW, **given
    )  # fmt: skip


def test_it_is_taken_in_from_the_command_line(handover, home: Path, tmp_path: Path) -> None:
    given = handover()
    data = tmp_path / "以前.yaml"
    data.write_text(json.dumps(EARLIER, ensure_ascii=False, default=str), "utf-8")
    words = ["project", "open", TITLE, "--kind", "经济帮扶", "--unit", "柳林村委会", "--as", CLERK, "--at", "监督"]
    more = ["--basis", given.basis, "--form", data, "--scan", f"合同={given.scans['合同']}"]
    done = typed(*words, *more, "--home", home, at=NOW)
    assert (done.code, done.err) == (0, "")
    assert f"已接收在办项目 QHBF-2026-001《{TITLE}》，现在「检查通知」。" in done.out
    assert "没有交来的以前的文书：立项申报书、立项批复。" in done.out
    assert "青帮办" not in done.out
    assert typed(*words, "--home", home, at=NOW).err.startswith("接收在办项目要有依据")
    assert "请同时用 --at" in typed(*words[:-2], *more, "--home", home, at=NOW).err
