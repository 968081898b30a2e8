"""Numbers given by hand come on record with their basis, once; what is on record stays untouched."""

from __future__ import annotations

from datetime import date

import pytest

from gongwen import registry
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.registry import OrganRow


@pytest.fixture
def by(home, now):
    given = {"actor": "周敏", "now": now}
    registry.add_organ(OrganRow(name="青禾市民政局"), **given)
    for name, role in (("周敏", "文印员"), ("陆文渊", "签发人")):
        registry.add_person(name, **given)
        registry.appoint(name, "青禾市民政局", role, (role,), date(2026, 1, 1), **given)
    return given


@pytest.fixture
def register(home):
    return registry.put(b"%PDF-1.4 scan", "发文登记簿.pdf", "application/pdf").sha


def adopt(by, up_to=41, year=2026, **basis):
    return registry.adopt_numbers("青卫", year, up_to=up_to, **(basis or {"because": "2026年发文登记簿"}), **by)


def adopt_one(by, serial, title="关于走访慰问的通知", **more):
    given = {"because": "纸质发文登记簿", **more, **by}
    return registry.adopt_number(Reference("青卫", 2026, serial), title=title, **given)


def states():
    return [(row.reference.serial, row.state, row.origin) for row in registry.numbers("青卫", 2026)]


def test_numbers_up_to_the_last_given_by_hand_are_used_and_the_next_follows(by, register, add_a_paper):
    rows = adopt(by, basis=register)

    assert [row.reference.serial for row in rows] == list(range(1, 42))
    assert {(row.state, row.origin, row.basis, row.paper) for row in rows} == {("已用", "线下", register, None)}
    assert str(registry.take_number(add_a_paper().id, "青卫", 2026, **by)) == "青卫〔2026〕42号"


def test_one_entry_tells_of_the_whole_stretch(by):
    adopt(by)

    entry = registry.entries()[-1]
    assert entry.act == "补录文号"
    assert {name: entry.details[name] for name in ("code", "year", "first", "last")} == {
        "code": "青卫", "year": 2026, "first": 1, "last": 41,
    }  # fmt: skip


def test_adopting_twice_is_the_same_whatever_was_numbered_meanwhile(by, add_a_paper):
    first = adopt(by)
    registry.take_number(add_a_paper().id, "青卫", 2026, **by)
    entries = len(registry.entries())

    assert adopt(by) == first
    assert len(registry.entries()) == entries


def test_a_number_given_up_since_does_not_hinder_the_repetition(by):
    adopt(by)
    registry.void_number(Reference("青卫", 2026, 17), reason="登记簿上已注销", approver="陆文渊", **by)

    assert [row.state for row in adopt(by)].count("作废") == 1


@pytest.mark.parametrize("different", [{"up_to": 40}, {"up_to": 50}, {"because": "别的登记簿"}])
def test_adopting_otherwise_is_refused(by, different):
    adopt(by)

    with pytest.raises(Refused, match=r"青卫〔2026〕已经登记到41号，不能整段补录.*--serial 逐个补录"):
        adopt(by, **{"because": "2026年发文登记簿", **different})


def test_numbers_of_a_former_year_can_be_adopted(by):
    assert len(adopt(by, 88, year=2025)) == 88


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"year": 2027}, "2027年还没有到"),
        ({"because": " "}, "要有依据"),
        ({"basis": "f" * 64}, "文件库没有登记"),
        ({"up_to": 0}, "一次只能登记 1 至 5000 个，按所填算出来是 0 个"),
        ({"up_to": 410_000}, "算出来是 410000 个"),
    ],
)
def test_an_adoption_that_cannot_be_is_bad_input(by, given, fault):
    with pytest.raises(BadInput, match=fault):
        adopt(by, **given)
    assert registry.numbers() == ()


def test_a_series_that_began_here_is_not_adopted_into(by, add_a_paper):
    registry.take_number(add_a_paper().id, "青卫", 2026, **by)

    with pytest.raises(Refused, match="已经登记到1号"):
        adopt(by)


def test_a_single_number_follows_on(by):
    adopt(by, 2)
    made = adopt_one(by, 3)

    assert (made.state, made.origin, made.title, made.reason) == (
        "已用",
        "线下",
        "关于走访慰问的通知",
        "纸质发文登记簿",
    )
    assert adopt_one(by, 3) == made


def test_a_jump_leaves_skipped_numbers_explained_and_approved(by, add_a_paper):
    adopt(by, 2)
    adopt_one(by, 5, skipped_because="停电期间误编", approver="陆文渊")

    assert states()[2:] == [(3, "跳号", "线下"), (4, "跳号", "线下"), (5, "已用", "线下")]
    (third,) = (row for row in registry.numbers() if row.reference.serial == 3)
    assert (third.reason, third.approver) == ("停电期间误编", "陆文渊")
    assert registry.take_number(add_a_paper().id, "青卫", 2026, **by).serial == 6
    assert adopt_one(by, 5, skipped_because="停电期间误编", approver="陆文渊").reference.serial == 5


@pytest.mark.parametrize(
    ("serial", "more", "family", "fault"),
    [
        (5, {}, BadInput, "登记到2号，5号以前跳过了3至4号，请写明跳号的理由和批准人"),
        (4, {}, BadInput, "跳过了3号"),
        (4, {"skipped_because": "误编"}, BadInput, "要有批准人"),
        (4, {"skipped_because": "误编", "approver": "周敏"}, Refused, "不能批准自己办的"),
        (3, {"skipped_because": "误编", "approver": "陆文渊"}, BadInput, "没有跳号"),
        (3, {"title": " "}, BadInput, "要写明公文的标题"),
        (6000, {"skipped_because": "误编", "approver": "陆文渊"}, BadInput, "算出来是 5998 个"),
        (1, {}, Refused, "青卫〔2026〕1号已经登记为已用（线下）：2026年发文登记簿，不能补录成别的"),
    ],
)
def test_a_single_number_that_does_not_fit_is_refused(by, serial, more, family, fault):
    adopt(by, 2)

    with pytest.raises(family, match=fault):
        adopt_one(by, serial, **more)
    assert len(registry.numbers()) == 2


def test_a_number_of_the_system_is_never_adopted(by, add_a_paper):
    registry.take_number(add_a_paper(title="关于助学的通知").id, "青卫", 2026, **by)

    with pytest.raises(Refused, match="1号已经登记为已用：关于助学的通知"):
        adopt_one(by, 1, "关于助学的通知")
