"""意见绑定所见: one character changed after 会签 re-opens the opinions it touches; the others stand (条例 25(1))."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx.document import Document

from gongwen import drafting, registry
from gongwen.errors import BadInput, Broken, Refused
from gongwen.office import desk
from gongwen.office.paperwork import correcting, opinions, registering
from gongwen.office.people import Actor
from kit.editing import PrinterOfBlankPages, edited, replaced, with_paragraph
from kit.office import an_office, story

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFTER, REVIEWER, SIGNER, CLERK = "周晓岚", "顾言之", "陆文渊", "石磊"
FINANCE, TEACHING = "青禾市财政局", "青禾市教育局"
FINANCE_SIGNS, TEACHING_SIGNS = "钱立诚", "孟晓芸"
RIGHT, SLIP = "协调解决跨部门", "协调解诀跨部门"
OLD, NEW = "做到应帮尽帮", "做到应帮尽帮、不漏一户"


@pytest.fixture(scope="module")
def sent_round(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office whose joint notice has been reviewed and sent to nine organs for 会签."""
    home = an_office(tmp_path_factory.mktemp("joint") / "office")
    fields = story("00")[0].said["paper"]["fields"]
    desk.open_paper("领导小组成立通知", fields, actor=Actor(DRAFTER), now=START)
    printed()
    take("送核", DRAFTER)
    take("送会签", REVIEWER, check_opinion="已核。")
    registry.close()
    yield home


@pytest.fixture
def office(sent_round: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of that office, open."""
    home = Path(shutil.copytree(sent_round, tmp_path / "office"))
    registry.open(home)
    yield home
    registry.close()


def the_paper() -> registry.PaperRow:
    return registry.papers()[0]


def flow() -> str:
    return the_paper().flow or ""


def now() -> datetime:
    """Later with every entry of the journal."""
    return START + timedelta(minutes=len(registry.entries()))


def take(action: str, person: str, reason: str = "", to: str = "", **form: object) -> registry.Receipt:
    return desk.take(flow(), action, actor=Actor(person), now=now(), printer=None, form=form, reason=reason, to=to)


def sign(person: str) -> registry.Receipt:
    return take("会签", person, countersign_opinion="同意。")


def printed() -> None:
    """The latest version as if its page had come out without a fault."""
    latest = the_paper().versions[-1]
    blank = PrinterOfBlankPages().to_pdf(b"")
    registry.complete_version(the_paper().id, latest.no, pdf=blank, findings=[], actor=CLERK, now=now())


def text() -> bytes:
    """The paper as it is now."""
    return registry.get(the_paper().versions[-1].docx_sha or "")


def hand_in(docx: bytes, person: str = DRAFTER, correction: bool = False) -> registry.PaperRow:
    paper = desk.hand_in(
        flow(), docx, actor=Actor(person), now=now(), printer=PrinterOfBlankPages(), correction=correction
    )
    printed()
    return paper


def open_to() -> set[str]:
    """The organs whose 会签 is awaited."""
    return {task.party.name for task in registry.present_tasks(flow()) if task.open}


def stands() -> dict[str, bool]:
    """Whose opinions stand: of 会签 by organ, else by person."""
    return {one.party: one.stands for one in opinions.standing(the_paper())}


def why(party: str) -> str:
    return next(one.why for one in opinions.standing(the_paper()) if one.party == party)


def test_one_character_after_countersigning_reopens_the_opinions_given_and_no_others(office: Path) -> None:
    """field.md 5.8: who saw the former text signs again, who saw the present one does not."""
    sign(FINANCE_SIGNS)
    hand_in(changed())
    assert stands() == {REVIEWER: False, FINANCE: False} and FINANCE in open_to()
    assert why(FINANCE) == "所见第1稿，此后内容有改动"

    sign(TEACHING_SIGNS)
    assert stands() == {REVIEWER: False, FINANCE: False, TEACHING: True}
    assert FINANCE in open_to() and TEACHING not in open_to()
    with pytest.raises(Refused, match="孟晓芸办过"):
        take("会签", TEACHING_SIGNS)
    registry.verify_journal()


def test_an_opinion_stands_again_when_the_text_goes_back_to_what_was_seen(office: Path) -> None:
    sign(FINANCE_SIGNS)
    seen = text()
    hand_in(changed())
    hand_in(seen)
    assert stands() == {REVIEWER: True, FINANCE: True} and FINANCE not in open_to()
    assert why(FINANCE) == "现稿已改回所见第1稿的内容"
    done = next(task for task in registry.present_tasks(flow()) if task.party.name == FINANCE)
    assert (done.done_by, done.reason) == (FINANCE_SIGNS, "此前的意见仍然有效")
    registry.verify_journal()


def test_another_look_reopens_nothing(office: Path) -> None:
    """Bold words, another size, a line broken elsewhere: the paper says what it said."""

    def dress(document: Document) -> None:
        for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
            run.bold = True
        next(one for one in document.paragraphs if OLD in one.text).runs[0].add_break()

    sign(FINANCE_SIGNS)
    paper = hand_in(edited(text(), dress))
    assert len(paper.versions) == 2 and stands() == {REVIEWER: True, FINANCE: True}
    assert why(FINANCE) == "所见即现稿"


def test_a_returned_paper_comes_back_only_to_those_who_saw_another_text(office: Path) -> None:
    """起草, handed in anew, 送核, 核稿, 会签: tasks open for who has not signed what it says now."""
    sign(FINANCE_SIGNS)
    take("撤回", DRAFTER, reason="补充一处")
    hand_in(with_paragraph(text(), "特此通知", "请各单位及时报告进展。"))
    take("送核", DRAFTER)
    with pytest.raises(Refused, match="会签"):
        take("核稿通过", REVIEWER, check_opinion="已核。")
    take("送会签", REVIEWER, check_opinion="已核。")
    assert {FINANCE, TEACHING} <= open_to()


def test_a_returned_paper_not_changed_is_not_signed_twice(office: Path) -> None:
    sign(FINANCE_SIGNS)
    take("撤回", DRAFTER, reason="再看一看")
    take("送核", DRAFTER)
    take("送会签", REVIEWER, check_opinion="已核。")
    assert FINANCE not in open_to() and TEACHING in open_to()


def changed() -> bytes:
    """The paper with one thing more in it."""
    return replaced(text(), OLD, NEW)


# 文字更正


@pytest.fixture
def with_a_slip(office: Path) -> Path:
    """The paper with a slip of the pen that 财政局 did not notice when it signed."""
    hand_in(replaced(text(), RIGHT, SLIP))
    sign(FINANCE_SIGNS)
    return office


def mended() -> bytes:
    return replaced(text(), SLIP, RIGHT)


def test_a_declared_correction_waits_for_the_last_signer_and_then_all_opinions_carry_over(with_a_slip: Path) -> None:
    hand_in(mended(), correction=True)
    assert stands()[FINANCE] is False and "尚待认可" in why(FINANCE)
    assert FINANCE not in open_to(), "while it is pending nobody is asked anew"
    with pytest.raises(Refused, match="由最后签署意见的钱立诚（会签）认可，孟晓芸不能代为认可"):
        correcting.accept(flow(), actor=Actor(TEACHING_SIGNS), now=now())

    correcting.accept(flow(), actor=Actor(FINANCE_SIGNS), now=now())
    assert stands()[FINANCE] is True and "此后只作文字更正，已经认可" in why(FINANCE)
    last = registry.opinions(the_paper().id)[-1]
    assert (last.kind, last.person, last.organ) == ("认可文字更正", FINANCE_SIGNS, FINANCE)
    assert last.version_sha == the_paper().versions[-1].docx_sha
    assert "签署意见（认可文字更正）" in [entry.act for entry in registry.entries()]
    with pytest.raises(Refused, match="没有待认可的文字更正"):
        correcting.accept(flow(), actor=Actor(FINANCE_SIGNS), now=now())


def test_a_deputy_accepts_for_the_last_signer(with_a_slip: Path) -> None:
    hand_in(mended(), correction=True)
    days = {"starts": START.date(), "ends": START.date() + timedelta(days=9)}
    hand = {"actor": CLERK, "now": now()}
    registry.delegate(FINANCE_SIGNS, TEACHING_SIGNS, roles=["会签人"], basis="出差", **days, **hand)
    correcting.accept(flow(), actor=Actor(TEACHING_SIGNS), now=now())
    last = registry.opinions(the_paper().id)[-1]
    assert (last.person, last.for_whom, stands()[FINANCE]) == (TEACHING_SIGNS, FINANCE_SIGNS, True)


def test_a_correction_not_accepted_is_substance(with_a_slip: Path) -> None:
    hand_in(mended(), correction=True)
    with pytest.raises(BadInput, match="应当说明理由"):
        correcting.reject(flow(), actor=Actor(FINANCE_SIGNS), now=now(), reason=" ")
    correcting.reject(flow(), actor=Actor(FINANCE_SIGNS), now=now(), reason="改动了意思。")
    assert stands()[FINANCE] is False and FINANCE in open_to()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("逐户核实", "逐户不核实", "增「不」属改变意思的字词"),
        ("秦雅琴", "秦雅芹", "「琴」改为「芹」属人名"),
        ("科室负责人", "科室责任人张大山同志", "属人名"),
        ("会同各县", "会同市医保局、各县", "属机关名称"),
    ],
)
def test_what_is_substance_cannot_be_declared_away(office: Path, old: str, new: str, told: str) -> None:
    """One sentence names the passages and why; nothing is recorded."""
    sign(FINANCE_SIGNS)
    before = registry.entries()
    with pytest.raises(Refused, match=f"不能作为文字更正：.*{told}") as refused:
        desk.hand_in(
            flow(), replaced(text(), old, new), actor=Actor(DRAFTER), now=now(), printer=PrinterOfBlankPages(),
            correction=True,
        )  # fmt: skip
    assert len(refused.value.faults) == 1 and registry.entries() == before


# Who may hand in, and what


class PrinterDuringWhichSomebodySigns(PrinterOfBlankPages):
    """Printing takes a while; meanwhile an organ signs the text as it was."""

    def to_pdf(self, docx: bytes) -> bytes:
        sign(TEACHING_SIGNS)
        return super().to_pdf(docx)


def test_an_act_while_the_new_text_is_printed_wins(office: Path) -> None:
    """What was decided before printing was decided on another state: nothing is recorded, the uploader looks again."""
    with pytest.raises(Refused, match="在排版期间有人办理或换了稿"):
        desk.hand_in(flow(), changed(), actor=Actor(DRAFTER), now=now(), printer=PrinterDuringWhichSomebodySigns())
    assert len(the_paper().versions) == 1 and stands()[TEACHING] is True


def test_who_neither_drafts_nor_edits_here_may_not_hand_in(office: Path) -> None:
    with pytest.raises(Refused, match="钱立诚不是拟稿人，不能在「会签」环节更换文稿"):
        hand_in(changed(), FINANCE_SIGNS)


def test_a_place_of_registration_is_not_typed_into(office: Path) -> None:
    """The number's place is no substance, so nothing may be smuggled there."""
    number = drafting.controls(text())["gw:number"]
    with pytest.raises(BadInput, match=r"在发文字号的位置写有「.*加发奖金」，这里由登记时填写"):
        hand_in(replaced(text(), number, f"{number}加发奖金"))


# 编号、印制: what is printed is what was signed


@pytest.fixture(scope="module")
def all_signed(sent_round: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office after all organs and the head have signed: the paper is at 编号."""
    home = Path(shutil.copytree(sent_round, tmp_path_factory.mktemp("signed") / "office"))
    registry.open(home)
    for row in registry.appointments(START.date()):
        if "会签人" in row.roles and row.organ in open_to():
            sign(row.person)
    take("签发", SIGNER, issue_opinion="同意印发。")
    take("复核通过", REVIEWER, review_opinion="无误。")
    registry.close()
    return home


@pytest.fixture
def signed(all_signed: Path, tmp_path: Path) -> Iterator[Path]:
    home = Path(shutil.copytree(all_signed, tmp_path / "signed"))
    registry.open(home)
    yield home
    registry.close()


def number() -> None:
    """编号, as its job records it."""
    registry.within(lambda: registering.register(the_paper(), START.date(), {"actor": CLERK, "now": now()}))


def test_nobody_is_asked_twice_on_the_way_to_numbering(signed: Path) -> None:
    assert registry.case(flow()).stage == "编号" and all(stands().values())
    assert opinions.words(the_paper()) >= {"核稿有效", "会签有效", "签发有效", "无须会签"}


def test_a_version_that_got_in_beside_the_desk_is_not_numbered(signed: Path) -> None:
    """Somebody adds a version to the records: the signature is not for it; the refusal names who must sign."""
    forged = changed()
    registry.add_version(the_paper().id, docx=forged, origin="hand", actor=CLERK, now=now())
    with pytest.raises(Refused, match="签发意见对现稿不成立，须陆文渊重新签发"):
        number()
    assert registry.numbers() == (), "the refusal took back the number with everything else"


def test_a_version_recorded_with_the_substance_of_another_is_found_out(signed: Path) -> None:
    """The double lies about what its file says, so every opinion seems to stand; the file itself is read."""
    lie = the_paper().versions[-1].substance
    registry.add_version(the_paper().id, docx=changed(), origin="hand", substance=lie, actor=CLERK, now=now())
    assert all(stands().values())
    with pytest.raises(Broken, match="登记与文件不符"):
        number()


def test_a_file_changed_in_the_store_is_found_out(signed: Path) -> None:
    sha = the_paper().versions[-1].docx_sha or ""
    stored = signed / "files" / sha[:2] / sha[2:]
    forged = changed()
    stored.chmod(0o644)
    stored.write_bytes(forged)
    with pytest.raises(Broken):
        number()
