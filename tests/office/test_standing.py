"""意见的效力, by rule alone: which opinion stands for which text, whatever order things happened in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongwen.office.paperwork import standing as rules
from gongwen.office.paperwork.standing import ACCEPTED, COUNTERSIGN, REJECTED, REVIEW, SIGN, Course
from gongwen.registry import OpinionRow, VersionRow

START = datetime(2026, 3, 2, 1, tzinfo=UTC)


class Told:
    """A paper's course told step by step: `text` is a version that says this, `says` an opinion on the present one."""

    def __init__(self, *organs: str) -> None:
        self.versions: list[VersionRow] = []
        self.opinions: list[OpinionRow] = []
        self.words: dict[int, str] = {}
        self.organs = organs
        self.step = 0

    def _at(self) -> datetime:
        self.step += 1
        return START + timedelta(minutes=self.step)

    def text(self, words: str, corrects: int | None = None) -> Told:
        no = len(self.versions) + 1
        self.words[no] = words
        self.versions.append(
            VersionRow(no=no, docx_sha=f"{no:064x}", pdf_sha=None, findings=(), origin="hand", by="周", at=self._at(),
                       substance=words, corrects=corrects)
        )  # fmt: skip
        return self

    def says(self, kind: str, person: str, organ: str = "", for_whom: str = "", role: str = "") -> Told:
        sha = self.versions[-1].docx_sha or ""
        self.opinions.append(
            OpinionRow(id=self.step, paper=1, person=person, kind=kind, text="", version_sha=sha, at=self._at(),
                       organ=organ, for_whom=for_whom, role=role)
        )  # fmt: skip
        return self

    @property
    def course(self) -> Course:
        return Course(self.versions, self.words, self.opinions, self.organs)

    @property
    def stands(self) -> dict[tuple[str, str], bool]:
        return {(one.kind, one.party): one.stands for one in rules.standing(self.course)}


def test_an_opinion_is_for_the_text_that_was_seen() -> None:
    told = Told().text("甲").says(REVIEW, "顾").text("乙").says(SIGN, "陆")
    assert told.stands == {(REVIEW, "顾"): False, (SIGN, "陆"): True}
    assert told.text("甲").stands == {(REVIEW, "顾"): True, (SIGN, "陆"): False}


def test_of_two_opinions_of_one_person_the_one_that_stands_counts() -> None:
    """Signed twice on two texts: whichever text comes back is signed."""
    told = Told().text("甲").says(SIGN, "陆").text("乙").says(SIGN, "陆")
    assert told.stands == {(SIGN, "陆"): True} and told.text("甲").stands == {(SIGN, "陆"): True}


def test_a_later_return_takes_an_opinion_back() -> None:
    told = Told().text("甲").says(SIGN, "陆", role="签发人").says("退回", "陆", role="签发人")
    [one] = rules.standing(told.course)
    assert not one.stands and one.why == "其后已退回（退回）"
    assert told.says(SIGN, "陆", role="签发人").stands == {(SIGN, "陆"): True}


def test_a_return_in_another_role_takes_nothing_back() -> None:
    """Who reviews and signs returns it as signer: the review stands."""
    told = Told().text("甲").says(REVIEW, "陆", role="核稿人").says("退回", "陆", role="签发人")
    assert told.stands == {(REVIEW, "陆"): True}


def test_a_deputys_opinion_is_the_principals() -> None:
    told = Told().text("甲").says(SIGN, "石", for_whom="陆")
    [one] = rules.standing(told.course)
    assert (one.person, one.principal, one.giver) == ("石（代陆）", "陆", ("石", "陆"))
    assert len(rules.standing(told.says(SIGN, "陆").course)) == 1


def test_organs_are_shown_as_the_paper_names_them() -> None:
    told = Told("卫健委", "财政局", "教育局").text("甲").says(SIGN, "陆")
    told.says(COUNTERSIGN, "孟", "教育局").says(COUNTERSIGN, "钱", "财政局").says(REVIEW, "顾")
    assert [one.party for one in rules.standing(told.course)] == ["顾", "财政局", "教育局", "陆"]


def test_a_correction_carries_opinions_over_once_accepted_and_only_forward() -> None:
    told = Told().text("甲").says(SIGN, "陆").text("甲改", corrects=1)
    assert told.stands == {(SIGN, "陆"): False} and rules.pending(told.course)
    told.says(ACCEPTED, "陆")
    assert told.stands == {(SIGN, "陆"): True} and rules.pending(told.course) is None
    told.says(REVIEW, "顾").text("甲")
    assert told.stands == {(REVIEW, "顾"): False, (SIGN, "陆"): True}, "nobody accepted the way back"


def test_corrections_add_up_and_a_rejected_one_breaks_the_chain() -> None:
    told = Told().text("甲").says(SIGN, "陆").text("乙", corrects=1).says(ACCEPTED, "陆").text("丙", corrects=2)
    assert told.says(ACCEPTED, "陆").stands == {(SIGN, "陆"): True}
    told.text("丁", corrects=3).says(REJECTED, "陆")
    assert told.stands == {(SIGN, "陆"): False}
    assert rules.base(told.course) == told.versions[2], "what may be corrected is the last text that stood"


def test_the_last_signer_is_whose_signature_stands_else_the_last_that_countersigned() -> None:
    told = (
        Told("甲局", "乙局")
        .text("甲")
        .says(REVIEW, "顾")
        .says(COUNTERSIGN, "钱", "甲局")
        .says(COUNTERSIGN, "孟", "乙局")
    )
    assert rules.last_signer(told.course).principal == "孟"  # type: ignore[union-attr]
    assert rules.last_signer(told.says(SIGN, "陆").says(REVIEW, "顾").course).principal == "陆"  # type: ignore[union-attr]
    assert rules.last_signer(Told().text("甲").course) is None


def test_without_any_opinion_there_is_nothing_to_correct() -> None:
    assert rules.base(Told().text("甲").course) is None and rules.standing(Told().course) == ()


TEXTS, PEOPLE = st.sampled_from("甲乙丙"), st.sampled_from("陆顾")
STEPS = st.lists(st.one_of(TEXTS.map(lambda one: ("text", one)), PEOPLE.map(lambda one: (SIGN, one))), max_size=12)


@given(STEPS)
def test_without_corrections_an_opinion_stands_exactly_for_the_texts_its_giver_signed(
    steps: list[tuple[str, str]],
) -> None:
    told, signed = Told().text("甲"), {}
    for kind, what in steps:
        if kind == "text":
            told.text(what)
        else:
            told.says(SIGN, what)
            signed.setdefault(what, set()).add(told.words[len(told.versions)])
    now = told.words[len(told.versions)]
    assert told.stands == {(SIGN, person): now in seen for person, seen in signed.items()}
