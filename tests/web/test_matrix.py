"""权限表: every person × every address × own and other organ; an address that is not in the table fails.

**To add an address**: one line in ADDRESSES, `name  rule`, the rule in the words of `staffing.access`. What stands in
its angle brackets is filled from `kit.addresses.SAMPLES` by its name (`code` and `flow` by a case of one's own organ
and by one of another's). Nothing else is to be done; the people and what each rule means for them stand in PEOPLE and
RULES.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.staffing import access
from kit.addresses import addresses
from kit.joint import NOW
from kit.office import FOUNDED, an_office
from kit.web import account_for, client_for, session_for, text_of

ADDRESSES = """
start                    已登录的人
entrance:home            已登录的人
entrance:sign-in         任何人
entrance:use-code        任何人
entrance:sign-out        已登录的人
entrance:account         已登录的人
entrance:password        已登录的人
entrance:own-password    已登录的人
entrance:end-sessions    已登录的人
entrance:tokens          已登录的人
entrance:recall-token    已登录的人
entrance:accounts        管理账号的人
entrance:open-account    管理账号的人
entrance:reset-account   管理账号的人
entrance:close-account   管理账号的人
entrance:keep-accounts   管理账号的人
entrance:sign-ins        管理账号的人
entrance:codes           经办人或负责人
entrance:recall-code     经办人或负责人
records:home             办公室工作人员
records:case             办公室工作人员
records:bundle           办公室工作人员
records:supply           办公室工作人员
records:verify           办公室工作人员
records:journal          办公室工作人员
records:verify-journal   办公室工作人员
errands:mine             已登录的人
errands:ask              已登录的人
errands:show             已登录的人
errands:part             已登录的人
errands:cancel           已登录的人
errands:retry            已登录的人
errands:file             已登录的人
errands:jobs             与事项有关的人
errands:each             办公室工作人员
errands:import           经办人或负责人
errands:import-sheet     经办人或负责人
errands:put-back         办公室工作人员
watching:todo            已登录的人
watching:cases           已登录的人
watching:papers          已登录的人
watching:search          已登录的人
watching:todo-sheet      已登录的人
watching:case-sheet      已登录的人
watching:paper-sheet     已登录的人
watching:found-sheet     已登录的人
handling:new             已登录的人
handling:open            已登录的人
handling:take-in         经办人或负责人
handling:case            与事项有关的人
handling:reveal          办理事项的人
handling:urge            办公室工作人员
handling:call-in         与事项有关的人
handling:dispatch        与事项有关的人
handling:dispatch-act    与事项有关的人
handling:move            与事项有关的人
handling:signed          经办人或负责人
handling:form            与事项有关的人
handling:form-page       与事项有关的人
handling:form-file       与事项有关的人
handling:keep            与事项有关的人
handling:forget          与事项有关的人
handling:countersigning  办公室工作人员
handling:urge-chosen     办公室工作人员
handling:dispatching     办公室工作人员
handling:amount          已登录的人
unit:home                单位的人
unit:case                与事项有关的人
unit:receive             与事项有关的人
unit:paper               与事项有关的人
unit:paper-leaf          与事项有关的人
unit:paper-page          与事项有关的人
unit:paper-file          与事项有关的人
unit:photo               与事项有关的人
unit:do                  与事项有关的人
unit:sign                与事项有关的人
unit:add-page            与事项有关的人
unit:sent-page           与事项有关的人
unit:change-page         与事项有关的人
unit:hand-in             与事项有关的人
unit:recall              与事项有关的人
unit:keep-return         与事项有关的人
unit:kept-photo          已登录的人
unit:returns             办公室工作人员
unit:return              办公室工作人员
unit:issued-page         办公室工作人员
unit:returned-page       办公室工作人员
paperwork:new                 办公室工作人员
paperwork:begun               办公室工作人员
paperwork:begun-save          办公室工作人员
paperwork:begun-settle        办公室工作人员
paperwork:begun-preview       办公室工作人员
paperwork:begun-drop          办公室工作人员
paperwork:paste               办公室工作人员
paperwork:preview-page        办公室工作人员
paperwork:paper               办公室工作人员
paperwork:edit                办公室工作人员
paperwork:save                办公室工作人员
paperwork:settle              办公室工作人员
paperwork:preview             办公室工作人员
paperwork:drop                办公室工作人员
paperwork:compare             办公室工作人员
paperwork:upload              办公室工作人员
paperwork:confirm             办公室工作人员
paperwork:upload-drop         办公室工作人员
paperwork:errand              办公室工作人员
paperwork:page                办公室工作人员
paperwork:file                办公室工作人员
review:home              已登录的人
review:together          已登录的人
review:take-together     已登录的人
review:deputies          已登录的人
review:recall-deputy     已登录的人
review:case              办理事项的人
review:do                办理事项的人
review:sheet             办理事项的人
review:paper             与事项有关的人
review:page              与事项有关的人
review:file              与事项有关的人
review:attached          与事项有关的人
review:score             办理事项的人
review:keep-score        办理事项的人
review:remark            办理事项的人
review:submit            办理事项的人
registers:numbers        办公室工作人员
registers:series         办公室工作人员
registers:roster         办公室工作人员
registers:organs         办公室工作人员
registers:organ          办公室工作人员
registers:people         办公室工作人员
registers:person         办公室工作人员
registers:delegations    办公室工作人员
registers:calendar       办公室工作人员
registers:phrases        办公室工作人员
registers:act            办公室工作人员
overview:home            办公室工作人员
procedures:home               办公室工作人员
procedures:workflows          办公室工作人员
procedures:workflow           办公室工作人员
procedures:diagram            办公室工作人员
procedures:simulation         办公室工作人员
procedures:migration          办公室工作人员
procedures:migrate            办公室工作人员
procedures:revert             办公室工作人员
procedures:templates          办公室工作人员
procedures:template           办公室工作人员
procedures:specimen           办公室工作人员
procedures:page               办公室工作人员
procedures:file               办公室工作人员
procedures:compare            办公室工作人员
procedures:hand-in-workflow   办公室工作人员
procedures:hand-in-template   办公室工作人员
procedures:adopt              办公室工作人员
procedures:proposals          办公室工作人员
procedures:proposal           办公室工作人员
procedures:publish            负责人或管理员
procedures:turn-down          办公室工作人员
procedures:try-out            办公室工作人员
procedures:proposed-diagram   办公室工作人员
procedures:proposed-file      办公室工作人员
"""

PEOPLE = {
    "没有登录的人": "",
    "经办人": "周晓岚",
    "负责人": "陆文渊",
    "审核人": "顾言之",
    "档案员": "夏知秋",
    "监督员": "高望舒",
    "评估员（财政局）": "温如玉",
    "领导小组组长": "方致远",
    "会签人（财政局）": "钱立诚",
    "联络员（教育局）": "罗清川",
    "县民政局": "邵云起",
    "本单位的人": "许明辉",
    "外单位的人": "范守田",
    "管理账号而没有任职的人": "账号管理人",
}
OFFICE = ("经办人", "负责人", "审核人", "档案员", "监督员", "评估员（财政局）", "领导小组组长")
UNITS = ("会签人（财政局）", "联络员（教育局）", "县民政局", "本单位的人", "外单位的人")
KEEPER_OF_ACCOUNTS = "管理账号而没有任职的人"

RULES: dict[str, tuple[str, ...]] = {  # who passes; of a case or paper: of the one of 本单位 (青溪镇) / of another's
    "任何人": tuple(PEOPLE),
    "已登录的人": (*OFFICE, *UNITS, KEEPER_OF_ACCOUNTS),
    "办公室工作人员": OFFICE,
    "单位的人": UNITS,
    "审核公文的人": (*OFFICE, "会签人（财政局）"),
    "经办人或负责人": ("经办人", "负责人"),
    "管理账号的人": (KEEPER_OF_ACCOUNTS,),
    "负责人或管理员": ("负责人",),  # a 管理员 is who keeps the accounts and has a post in the office
    "办理事项的人": OFFICE,
    "与事项有关的人": (*OFFICE, "本单位的人"),
    "与公文有关的人": (*OFFICE, "本单位的人"),
}
OF_ANOTHER: dict[str, tuple[str, ...]] = {
    "与事项有关的人": (*OFFICE, "外单位的人"),
    "与公文有关的人": (*OFFICE, "外单位的人"),
}

TABLE: dict[str, str] = dict(line.split() for line in ADDRESSES.strip().splitlines())  # type: ignore[misc]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The codes of a project of 本单位 and of one of 外单位; everybody of PEOPLE has an account."""
    an_office(tmp_path_factory.mktemp("matrix") / "office")
    registry.add_person("账号管理人", actor="开办人", now=FOUNDED)
    account_for("账号管理人", keeps_accounts=True)
    units = ("临溪县青溪镇人民政府", "桃园县柳林村村民委员会")
    clerk = Actor("周晓岚")
    yield tuple(
        desk.open_project(f"{unit}走访", kind="走访慰问", unit=unit, actor=clerk, now=NOW).code for unit in units
    )
    registry.close()


def test_every_address_is_in_the_table_and_every_line_is_an_address(office) -> None:
    known = [one.name for one in addresses()]
    assert sorted(set(known) - set(TABLE)) == [], "add a line to ADDRESSES for each"
    assert sorted(set(TABLE) - set(known)) == []
    assert sorted({name for name in known if known.count(name) > 1}) == []


def test_every_view_names_the_rule_that_the_table_says(office) -> None:
    told = {one.name: getattr(one.view, "admits", "no rule at all") for one in addresses()}
    assert {name: rule for name, rule in told.items() if rule != TABLE.get(name)} == {}


def test_every_rule_is_explained_for_everybody(office) -> None:
    assert set(RULES) == set(access.RULES)


@pytest.fixture
def only_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind every door an empty room, so that nothing but the door is asked."""
    from django.http import HttpResponse

    for one in addresses():
        monkeypatch.setattr(one.view, "inner", lambda request, **named: HttpResponse("passed"))


@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_may_pass_passes_and_nobody_else(office, only_the_door, who) -> None:
    own, other = office
    client = client_for(PEOPLE[who])
    wrong = []
    for one in addresses():
        rule = TABLE[one.name]
        for case, passing in ((own, RULES[rule]), (other, OF_ANOTHER.get(rule, RULES[rule]))):
            if case == other and not one.of_a_case:
                continue
            for method in one.view.methods:
                passed = _passed(client.generic(method, one.of(case)), rule, signed_in=bool(PEOPLE[who]))
                if passed is not (who in passing):
                    wrong.append(f"{who} {method} {one.of(case)}: {'passed' if passed else 'refused'}")
    assert wrong == []


def _passed(answer: Any, rule: str, *, signed_in: bool) -> bool:
    """Whether the door let them in; a refusal must be the door's own, told as a sentence or by the way to sign in."""
    if answer.status_code == 200 and answer.content == b"passed":
        return True
    if signed_in:
        assert (answer.status_code, access.closed(rule) in text_of(answer)) == (403, True), answer
    else:
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/"), answer
    return False


def test_a_case_of_others_is_refused_like_one_that_does_not_exist(office, only_the_door) -> None:
    _, other = office
    client = client_for("许明辉")
    for one in (one for one in addresses() if one.of_a_case):
        told = [text_of(client.generic(one.view.methods[0], one.of(case))) for case in (other, "QHBF-2099-001")]
        assert told[0].replace(other, "") == told[1].replace("QHBF-2099-001", ""), one.name


def test_no_page_breaks_for_somebody_it_admits(office) -> None:
    """Each page as it is, with whatever the samples name: found or not, it is never a fault of the program."""
    own, _ = office
    account_for("周晓岚")
    registry.set_keeper("周晓岚", True, actor="开办人", now=NOW)
    clients = {person: client_for(person, raise_request_exception=False) for person in ("周晓岚", "许明辉")}
    broken = []
    for one in addresses():
        person = "许明辉" if TABLE[one.name] == "单位的人" else "周晓岚"
        if "GET" in one.view.methods:
            answer = clients[person].get(one.of(own))
            if answer.status_code >= 500:
                broken.append(f"{one.of(own)}: {answer.status_code}")
    assert broken == []


def test_passing_asks_the_same_number_of_questions_whatever_the_case_holds(office, only_the_door) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for()
    counts = {}
    for who, person in PEOPLE.items():
        if person:
            client.cookies["gongwen"] = session_for(person)
            with CaptureQueriesContext(connection) as asked:
                client.get("/home/")
            counts[who] = len(asked)
    assert max(counts.values()) <= 7, counts
