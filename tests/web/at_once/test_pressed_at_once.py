"""同时: two people, or one with two windows, press at the same instant: done once, and whoever is late is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from secrets import token_hex

import pytest

from gongwen import registry
from gongwen.office import errands
from gongwen.office.composing import starting
from gongwen.office.people import Actor
from gongwen.office.publishing import proposing
from gongwen.office.records import list_import
from gongwen.office.staffing import access_codes
from kit import crowd
from kit.crowd import CHECKER, CLERK, DRAFTER, OFFICE, PEOPLE, SECOND_CHECKER, SECOND_CLERK, SIGNER
from kit.originals import a_flow
from kit.quick import QuickPress
from kit.served import Answer, Browser, Served

pytestmark = pytest.mark.slow
DONE, LATE, NOT_FOR_YOU, WRONG = 302, 409, 403, 422


def moves(code: str) -> Counter[str]:
    return Counter(event.action for event in registry.events(code))


def statuses(answers: Iterable[Answer]) -> Counter[int]:
    return Counter(one.status for one in answers)


def post(who: Browser, address: str, typed: dict[str, str]):
    return lambda: who.post(address, typed)


def test_a_paper_is_numbered_once_by_two_clerks_who_each_click_twice(served: Served, press: QuickPress) -> None:
    flow = crowd.a_letter(press, "核对名册", *crowd.UP_TO_NUMBER)
    address = f"/cases/{flow}/moves/编号/"
    first, second = served.browser(CLERK), served.browser(SECOND_CLERK)
    form, window, theirs = first.form(address, {}), first.form(address, {}), second.form(address, {})
    got = served.at_once([post(first, address, form), post(first, address, window), post(second, address, theirs)] * 2)
    assert moves(flow)["编号"] == 1 and {*statuses(got)} == {DONE, LATE}
    assert all("您填的内容没有记录，请看清现状再办" in one.text for one in got if one.status == LATE)
    crowd.work(press)
    assert len([row for row in registry.numbers() if row.paper == registry.papers(flow=flow)[0].id]) == 1


def test_papers_of_one_series_are_numbered_while_numbers_are_reserved_and_given_up(served, press) -> None:
    flows = [crowd.a_letter(press, f"核对第{one}册", *crowd.UP_TO_NUMBER) for one in "一二三"]
    clerk, second, keeper, filer = map(served.browser, (CLERK, SECOND_CLERK, DRAFTER, "夏知秋"))
    reserve, void = "/registers/reserve-number/", "/registers/void-number/"
    asked = {"code": "青帮办", "year": "2026", "purpose": "年终通报"}
    forms = [(who, f"/cases/{flow}/moves/编号/", {}) for flow in flows for who in (clerk, second)]
    forms += [(keeper, reserve, asked), (keeper, reserve, asked), (filer, reserve, {**asked, "purpose": "春节慰问"})]
    got = served.at_once([post(who, address, who.form(address, typed)) for who, address, typed in forms])
    assert {*statuses(got)} == {DONE, LATE} and all(moves(flow)["编号"] == 1 for flow in flows)
    kept = [row for row in registry.numbers() if row.state == "预留"]
    assert len(kept) == 2, "the same purpose is the same number"
    given = keeper.form(void, {"number": str(kept[0].reference), "reason": "不再发", "approver": SIGNER})
    crowd_works = lambda: crowd.work(press) or Answer(DONE, "", b"")  # noqa: E731
    assert {*statuses(served.at_once([post(keeper, void, given), post(keeper, void, given), crowd_works]))} == {DONE}
    states = Counter(row.state for row in registry.numbers("青帮办", 2026))
    assert (states["作废"], states["预留"]) == (1, 1) and states["已用"] >= len(flows)


def test_one_agrees_while_another_returns_it(served, press) -> None:
    flow = crowd.a_letter(press, "两人同核", "送核")
    one, other = served.browser(CHECKER), served.browser(SECOND_CHECKER)
    yes, no = f"/review/{flow}/do/核稿通过/", f"/review/{flow}/do/退回/"
    said = {"check_opinion": "数字已逐项核对。"}, {"-to": "起草", "-reason": "依据不足，请补。"}
    got = served.at_once([post(one, yes, one.form(yes, said[0])), post(other, no, other.form(no, said[1]))])
    assert sorted(one.status for one in got) == [DONE, LATE]
    assert moves(flow)["核稿通过"] + moves(flow)["退回"] == 1
    late = got[0] if got[0].status == LATE else got[1]
    assert ("数字已逐项核对。" if late is got[0] else "依据不足，请补。") in late.text


def test_four_organs_act_together_while_the_clerk_takes_it_back(served) -> None:
    code = crowd.sent_round()
    address, back = f"/cases/{code}/moves/会办/", f"/cases/{code}/moves/撤回/"
    clerk, organs = served.browser(DRAFTER), [served.browser(name) for name in PEOPLE]
    clicks = [post(one, address, one.form(address, {"opinion": f"{one.person}同意"})) for one in organs]
    got = served.at_once([*clicks, *clicks, post(clerk, back, clerk.form(back, {"-reason": "再改"}))])
    assert {*statuses(got)} <= {DONE, LATE}
    given = [event.party for event in registry.events(code) if event.action == "会办"]
    assert len(given) == len(set(given))
    assert registry.case(code).stage == ("起草" if moves(code)["撤回"] else "审定")
    assert moves(code)["撤回"] + (len(given) == len(PEOPLE)) == 1


def test_what_two_windows_type_is_kept_by_one_and_told_to_the_other(served, press) -> None:
    flow = crowd.a_letter(press, "两窗存稿", "送核")
    address = f"/cases/{flow}/moves/核稿通过/"
    windows = [served.browser(CHECKER) for _ in range(5)]
    forms = [one.form(address, {"check_opinion": f"写到{at}", "revision": "0"}) for at, one in enumerate(windows)]
    got = served.at_once([post(one, f"{address}keep/", form) for one, form in zip(windows, forms, strict=True)])
    assert statuses(got) == {200: 1, LATE: 4}


def test_one_version_is_published_or_turned_down_once(served) -> None:
    flow = a_flow(("deadline: 15个工作日", "deadline: 20个工作日"))
    row = proposing.hand_in_workflow([flow], note="按新办法", actor=Actor(CHECKER), now=crowd.NOW)
    page, versions = f"/procedures/proposals/{row.id}/", len(registry.published_list("workflow"))
    one, other = served.browser(SIGNER), served.browser(DRAFTER)
    yes = [post(who, f"{page}publish/", who.form(page, {}, marked="publish")) for who in (one, other)]
    no = post(other, f"{page}turn-down/", other.form(page, {"reason": "再议"}, marked="turn-down"))
    got = served.at_once([*yes, no] * 2)
    assert statuses(got) == {DONE: 1, WRONG: 5}
    published = len(registry.published_list("workflow")) - versions
    assert (published, registry.proposal(row.id).state) == (
        (1, "已发布") if got[2].status == got[5].status else (0, "不采用")
    )


def test_two_keepers_of_accounts_cannot_shut_each_other_out(served) -> None:
    one, other = served.browser(SIGNER), served.browser(DRAFTER)
    token = {who: {"csrfmiddlewaretoken": who.form("/accounts/", {})["csrfmiddlewaretoken"]} for who in (one, other)}
    no_more = "/accounts/keepers/"
    got = served.at_once([
        post(one, no_more, {**token[one], "person": DRAFTER, "keeps": "否"}),
        post(other, no_more, {**token[other], "person": SIGNER, "keeps": "否"}),
        post(other, "/accounts/close/", {**token[other], "person": SIGNER}),
    ])  # fmt: skip
    assert {*statuses(got)} <= {DONE, 400, NOT_FOR_YOU}
    left = [row.person for row in registry.accounts() if row.open and row.keeps_accounts]
    assert len(left) == 1 and registry.account(left[0]).open


def test_a_slip_of_paper_lets_one_telephone_in(served) -> None:
    slip = access_codes.issue("许明辉", "", actor=Actor(DRAFTER), now=datetime.now(UTC))
    phones = [served.browser() for _ in range(4)]
    forms = [one.form("/sign-in/", {"code": slip.code}, marked="code") for one in phones]
    got = served.at_once([post(one, "/sign-in/code/", form) for one, form in zip(phones, forms, strict=True)])
    assert statuses(got) == {DONE: 1, WRONG: 3}
    assert all("这个代码已经用过" in one.text for one in got if one.status == WRONG)


def test_a_matter_a_paper_a_reminder_and_a_list_sent_many_times_are_one(served, press) -> None:
    unit, clerk = served.browser("许明辉"), served.browser(DRAFTER)
    asked = {"title": "青溪镇帮扶", "kind": "经济帮扶", "unit": "临溪县青溪镇人民政府"}
    opened = served.at_once([post(unit, "/cases/new/project/", unit.form("/cases/new/project/", asked))] * 5)
    assert {(one.status, one.url) for one in opened} == {
        (DONE, f"/cases/{registry.cases(workflow='project')[0].code}/")
    }
    [code] = [row.code for row in registry.cases(workflow="project")]

    urge, key = f"/cases/{code}/urge/", token_hex(16)
    starting.begin("商请函", key, actor=Actor(DRAFTER), now=datetime.now(UTC))
    paper = clerk.form(f"/papers/new/{key}/", {**crowd.LETTER, "subject": "助学", "requests": "核对名册"})
    reminder = clerk.form(urge, {"how": "电话", "note": "请尽快", "to": "许明辉"})
    got = served.at_once([post(clerk, urge, reminder), post(clerk, f"/papers/new/{key}/", paper)] * 3)
    assert statuses(got) == {DONE: 6} and len({one.url for one in got}) == 2
    assert len(registry.urgings(code)) == 1
    assert len([one for one in registry.papers() if "助学" in one.title]) == 1


def test_the_same_list_taken_in_twice_at_once_is_entered_once(served, press) -> None:
    lines = "".join(f"新人{at},,{crowd.FINANCE},科员,,2026-01-01\n" for at in range(8))
    given = list_import.receive("人.csv", f"姓名,联系电话,单位,职务,角色,任职日期\n{lines}".encode())
    argument, now = {"list": "people", "apply": "1", **given}, datetime.now(UTC)
    asked = [errands.ask("import", argument, actor=Actor(who), now=now) for who in (DRAFTER, SIGNER)]
    crowd.work(press)
    assert [registry.errand(row.id).state for row in asked] == ["已完成"] * 2
    names = [row.name for row in registry.people() if row.name.startswith("新人")]
    assert (len(names), len(registry.appointments(None, persons=names))) == (8, 8)


def test_a_post_ends_while_its_holder_decides(served, press) -> None:
    flow = crowd.a_letter(press, "免职与核稿", "送核")
    clerk, checker = served.browser(DRAFTER), served.browser(SECOND_CHECKER)
    post_of = {"person": SECOND_CHECKER, "organ": OFFICE, "post": "科员", "ends": "2026-03-31"}
    dismiss, agree = "/registers/dismiss/", f"/review/{flow}/do/核稿通过/"
    given = checker.form(agree, {"check_opinion": "数字已逐项核对。"})
    ended = clerk.form(dismiss, post_of)
    got = served.at_once([post(clerk, dismiss, ended), post(clerk, dismiss, ended), post(checker, agree, given)])
    assert [one.status for one in got[:2]] == [DONE, DONE]
    acted = moves(flow)["核稿通过"] == 1
    assert got[2].status == DONE if acted else got[2].status in (DONE, NOT_FOR_YOU)
    entries = [entry.act for entry in registry.entries() if entry.act in ("登记免职", "办理")]
    assert entries.count("登记免职") == 1
    assert acted == (got[2].url == "/review/")
