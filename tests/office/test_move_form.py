"""A move's form: what it asks of this person, what it begins with, and what the act will come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.people import Actor
from gongwen.office.procedures import words
from gongwen.office.ruling import consequences, move_form, moved_on, phrases, unsent
from gongwen.office.watching import case_moves, case_page
from kit.joint import CLERK, FINANCE, NOW, TEACHING, act, joint_office, sent, sign
from kit.office import an_office, play, story
from kit.quick import quick


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return joint_office(tmp_path / "office")


def asked(code: str, action: str, person: str) -> move_form.MoveForm:
    return move_form.ask(code, action, actor=Actor(person), now=NOW)


def test_a_form_begins_with_what_the_case_holds(office):
    code = sent(FINANCE)
    act(code, "撤回", CLERK, reason="再改改")
    made = asked(code, "送会办", CLERK)
    assert made.values == {"organs": [FINANCE], "goal": "走访困难家庭"}
    assert made.obstacles == () and not made.backward


def test_nobody_finds_anothers_opinion_in_their_form(office):
    code = sent(FINANCE, TEACHING)
    sign(code, "甄财")
    assert asked(code, "会办", "焦育").values == {}


def test_whose_turn_it_is_not_is_told_why_and_sees_no_values(office):
    made = asked(sent(FINANCE), "撤回", "甄财")
    assert made.obstacles == ("「撤回」由经办人（周晓岚）办理。",)
    assert made.values == {}


def test_a_move_that_is_gone_tells_who_did_what(office):
    code = sent(FINANCE)
    act(code, "撤回", CLERK, reason="再改改")
    with pytest.raises(moved_on.MovedOn, match="已由周晓岚4月1日10:00办了「撤回」，现在「起草」，不再有「会办」可办"):
        asked(code, "会办", "甄财")


def test_a_return_offers_its_stages_and_the_phrases_of_returns(office):
    code = sent(FINANCE)
    sign(code, "甄财")
    made = asked(code, "退回", "陆文渊")
    assert (made.targets, made.reason) == (("起草", "会办"), True)
    assert made.phrases == phrases.SHIPPED[phrases.RETURN]


def test_buttons_name_what_comes_of_them(office):
    code = sent(FINANCE, TEACHING)
    said = {row["action"]: row["button"] for row in moves_of(code, "甄财")}
    assert said == {"会办": "会办（办完还等其余1方）", "退回": "退回到「起草」", "撤回": "撤回到「起草」"}
    sign(code, "甄财")
    assert moves_of(code, "焦育")[0]["button"] == "会办，送「审定」"
    sign(code, "焦育")
    assert {row["button"] for row in moves_of(code, "陆文渊")} == {"审定，办结（办结）", "退回到选定的环节"}


def moves_of(code: str, person: str) -> list[dict]:
    return case_moves.moves(registry.case(code), actor=Actor(person), now=NOW)


def test_what_cannot_be_undone_is_said(tmp_path, monkeypatch):
    an_office(tmp_path / "office")
    play(story("01")[:1], quick(monkeypatch))
    rows = {row["action"]: row for row in moves_of(registry.cases()[0].code, "许明辉")}
    assert rows["撤回申报"]["final"].startswith("办了就不再办理，不能恢复")
    assert rows["撤回申报"]["button"] == "撤回申报，不再办理（已撤回）"
    assert rows["提交"]["final"] == "" and rows["提交"]["effects"][0] == "起草《立项申报书》"


def test_a_phrase_book_is_the_offices_own(office):
    keeper, other = Actor(CLERK), Actor("甄财")
    assert phrases.change(phrases.RETURN, [" 请补报表。 ", "请补报表。", ""], actor=keeper, now=NOW) == ("请补报表。",)
    assert phrases.all_of()[phrases.AGREE] == phrases.SHIPPED[phrases.AGREE]
    assert phrases.change(phrases.RETURN, [], actor=keeper, now=NOW) == phrases.SHIPPED[phrases.RETURN]
    with pytest.raises(Refused, match="「甄财」不能更改常用语"):
        phrases.change(phrases.RETURN, ["甲"], actor=other, now=NOW)
    with pytest.raises(BadInput, match="没有「甲」这一类常用语"):
        phrases.change("甲", ["乙"], actor=keeper, now=NOW)
    with pytest.raises(BadInput, match="请缩短到200字以内"):
        phrases.change(phrases.RETURN, ["长" * 201], actor=keeper, now=NOW)


def test_what_is_typed_is_kept_for_each_person(office):
    code = sent(FINANCE)
    kept = unsent.keep(code, "会办", {"opinion": "写到一半"}, 0, actor=Actor("甄财"), now=NOW)
    assert (kept.revision, unsent.kept(code, "会办", actor=Actor("甄财"))) == (1, kept)
    assert unsent.kept(code, "会办", actor=Actor("焦育")) is None
    with pytest.raises(Refused, match="甄财在4月1日10:00也存了这一稿"):
        unsent.keep(code, "会办", {"opinion": "另一窗口"}, 0, actor=Actor("甄财"), now=NOW)
    unsent.drop(code, "会办", actor=Actor("甄财"))
    assert unsent.kept(code, "会办", actor=Actor("甄财")) is None


def test_every_word_of_a_workflow_has_its_effect_in_words():
    assert set(words.STEP_WORDS) == set(consequences.STEPS)


def page_of(code: str, person: str = CLERK) -> dict:
    return case_page.show(code, actor=Actor(person), now=NOW)


def test_the_page_tells_the_way_come_and_ahead(office):
    code = sent(FINANCE, TEACHING)
    assert strip_of(code) == {"起草": "已过", "会办": "现在", "审定": "以后", "办结": "以后"}
    act(code, "撤回", CLERK, reason="再改改")
    assert strip_of(code) == {"起草": "现在", "会办": "以后", "审定": "以后", "办结": "以后"}


def strip_of(code: str) -> dict[str, str]:
    return {place["name"]: place["state"] for phase in page_of(code)["strip"] for place in phase["stages"]}


def test_the_board_tells_agreement_remarks_and_who_is_awaited(office):
    code = sent(FINANCE, TEACHING)
    act(code, "会办", "甄财", form={"opinion": "同意。"})
    states = [(row["party"], row["state"], row["people"]) for row in page_of(code)["board"]["rows"]]
    assert states == [(FINANCE, "已办", ["甄财"]), (TEACHING, "待办", ["焦育"])]


def test_a_remark_is_more_than_a_yes(office):
    code = sent(FINANCE, TEACHING)
    act(code, "会办", "甄财", form={"opinion": "同意，建议写明经费来源。"})
    row = page_of(code)["board"]["rows"][0]
    assert (row["state"], row["text"]) == ("有意见", "同意，建议写明经费来源。")
