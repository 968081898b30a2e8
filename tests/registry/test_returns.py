"""Signed copies that come back: pages in any order, twice, taken back, matched by one person only."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gongwen import registry
from gongwen.errors import BadInput, Refused


@pytest.fixture
def by(home, now):
    return {"actor": "许明辉", "now": now}


@pytest.fixture
def office(home, now):
    return {"actor": "周晓岚", "now": now}


@pytest.fixture
def begun(open_a_case, add_a_paper, by):
    """A return of a contract of three pages; nothing has come back yet."""
    case = open_a_case()
    paper = add_a_paper(case.code, template="项目合同书")
    issued = registry.put(b"the issued contract", "合同.pdf", "application/pdf").sha
    return registry.start_return(case.code, paper=paper.id, issued=issued, action="签订", **by)


def a_photo(word: str) -> str:
    return registry.put(f"photo {word}".encode(), f"{word}.jpg", "image/jpeg").sha


def shas(row: registry.ReturnRow) -> list[str]:
    return [page.sha for page in row.pages]


def test_a_return_begun_twice_is_one(begun, by):
    again = registry.start_return(
        begun.case, paper=begun.paper, issued=begun.issued, action="签订", actor="周晓岚", now=by["now"]
    )

    assert again == begun
    assert (begun.state, begun.by, begun.pages) == ("收页中", "许明辉", ())


def test_another_version_of_the_paper_is_another_return(begun, by):
    issued = registry.put(b"the contract, mended", "合同.pdf", "application/pdf").sha

    other = registry.start_return(begun.case, paper=begun.paper, issued=issued, action="签订", **by)

    assert other.id != begun.id


def test_pages_keep_the_order_in_which_they_came(begun, by):
    one, two = a_photo("一"), a_photo("二")
    registry.add_return_page(begun.id, one, **by)
    row = registry.add_return_page(begun.id, two, pages=2, **by)

    assert shas(row) == [one, two]
    assert row.count == 3
    assert [page.name for page in row.pages] == ["一.jpg", "二.jpg"]


def test_the_same_file_twice_is_one_page(begun, by):
    one = a_photo("一")
    first = registry.add_return_page(begun.id, one, **by)
    count = len(registry.entries())

    assert registry.add_return_page(begun.id, one, **by) == first
    assert len(registry.entries()) == count


def test_the_table_itself_refuses_a_file_twice(begun, by):
    from gongwen.registry.models import ReturnPage

    one = a_photo("一")
    registry.add_return_page(begun.id, one, **by)

    with pytest.raises(IntegrityError):
        ReturnPage.objects.create(returned_id=begun.id, no=2, file_id=one, by="甲", at=by["now"])


def test_a_replaced_page_keeps_its_place_and_loses_its_fault(begun, by, office):
    for word in "一二三":
        row = registry.add_return_page(begun.id, a_photo(word), **by)
    second = row.pages[1].id
    registry.hand_in_return(begun.id, {"signed_on": "2026-07-01"}, **by)
    registry.send_back_return(begun.id, seen=row.digest, faults={second: "第2页看不清"}, **office)

    row = registry.add_return_page(begun.id, a_photo("二，重拍"), instead_of=second, **by)

    assert shas(row) == [a_photo("一"), a_photo("二，重拍"), a_photo("三")]
    assert [page.fault for page in row.pages] == ["", "", ""]


def test_a_page_is_not_replaced_by_another_page_of_the_same_return(begun, by):
    registry.add_return_page(begun.id, a_photo("一"), **by)
    row = registry.add_return_page(begun.id, a_photo("二"), **by)

    with pytest.raises(BadInput, match="已传的第1页"):
        registry.add_return_page(begun.id, a_photo("一"), instead_of=row.pages[1].id, **by)
    assert registry.signed_return(begun.id) == row


def test_a_page_that_is_gone_cannot_be_replaced(begun, by):
    with pytest.raises(BadInput, match="已经不在"):
        registry.add_return_page(begun.id, a_photo("一"), instead_of=4711, **by)
    assert registry.signed_return(begun.id).pages == ()


def test_a_removed_page_leaves_no_gap(begun, by):
    for word in "一二三":
        row = registry.add_return_page(begun.id, a_photo(word), **by)

    left = registry.remove_return_page(begun.id, row.pages[0].id, **by)

    assert [(page.no, page.sha) for page in left.pages] == [(1, a_photo("二")), (2, a_photo("三"))]
    assert registry.remove_return_page(begun.id, row.pages[0].id, **by) == left


def test_an_order_must_name_every_page(begun, by):
    for word in "一二":
        row = registry.add_return_page(begun.id, a_photo(word), **by)
    first, second = (page.id for page in row.pages)

    with pytest.raises(BadInput, match="已有增减"):
        registry.order_return_pages(begun.id, [first], **by)
    turned = registry.order_return_pages(begun.id, [second, first], **by)
    assert shas(turned) == [a_photo("二"), a_photo("一")]


def test_what_is_handed_in_stays_as_it_is_until_it_is_taken_back(begun, by):
    row = registry.add_return_page(begun.id, a_photo("一"), **by)
    version = registry.case(begun.case).version
    handed = registry.hand_in_return(begun.id, {"signed_on": "2026-07-01"}, **by)

    assert (handed.state, handed.form, handed.handed_in_by) == ("待核对", {"signed_on": "2026-07-01"}, "许明辉")
    assert registry.case(begun.case).version == version + 1
    for act in (
        lambda: registry.add_return_page(begun.id, a_photo("二"), **by),
        lambda: registry.remove_return_page(begun.id, row.pages[0].id, **by),
        lambda: registry.order_return_pages(begun.id, [row.pages[0].id], **by),
    ):
        with pytest.raises(Refused, match="请先取回"):
            act()
    assert registry.recall_return(begun.id, **by).state == "收页中"
    assert registry.add_return_page(begun.id, a_photo("二"), **by).count == 2


def test_nothing_is_matched_before_it_is_handed_in(begun, by, office):
    row = registry.add_return_page(begun.id, a_photo("一"), **by)

    with pytest.raises(Refused, match="没有交回"):
        registry.confirm_return(begun.id, seen=row.digest, file=a_photo("合订"), ticks=["签字"], **office)


def test_two_people_match_the_same_return_and_one_is_told(begun, by, office):
    row = registry.add_return_page(begun.id, a_photo("一"), **by)
    registry.hand_in_return(begun.id, {}, **by)
    done = registry.confirm_return(begun.id, seen=row.digest, file=a_photo("合订"), ticks=["签字", "盖章"], **office)

    assert (done.state, done.checked_by, done.ticks, done.file) == (
        "已核对", "周晓岚", ("签字", "盖章"), a_photo("合订"),
    )  # fmt: skip
    with pytest.raises(Refused, match="已由周晓岚于2026-03-02核对无误"):
        registry.send_back_return(begun.id, seen=row.digest, faults={}, note="缺章", actor="陆文渊", now=by["now"])
    with pytest.raises(Refused, match="不用再传"):
        registry.add_return_page(begun.id, a_photo("二"), **by)


def test_a_page_exchanged_while_somebody_matches_is_noticed(begun, by, office):
    row = registry.add_return_page(begun.id, a_photo("一"), **by)
    registry.hand_in_return(begun.id, {}, **by)
    registry.recall_return(begun.id, **by)
    registry.add_return_page(begun.id, a_photo("另一张"), instead_of=row.pages[0].id, **by)
    registry.hand_in_return(begun.id, {}, **by)

    with pytest.raises(Refused, match="核对期间项目单位换了页"):
        registry.confirm_return(begun.id, seen=row.digest, file=a_photo("合订"), ticks=[], **office)
    assert registry.signed_return(begun.id).state == "待核对"


def test_the_waiting_ones_are_listed_as_they_came_in(begun, by, open_a_case, add_a_paper):
    other = open_a_case(title="另一项目")
    paper = add_a_paper(other.code)
    later = registry.start_return(other.code, paper=paper.id, issued=begun.issued, action="签订", **by)
    for row in (later, begun):
        registry.add_return_page(row.id, a_photo("一"), **by)
        registry.hand_in_return(row.id, {}, actor="许明辉", now=by["now"])

    assert [row.id for row in registry.returns(state="待核对")] == sorted([later.id, begun.id])
    assert [row.id for row in registry.returns(other.code)] == [later.id]


def test_what_was_written_about_the_pages_is_journalled_by_its_hash_only(begun, by, office):
    row = registry.add_return_page(begun.id, a_photo("一"), **by)
    registry.hand_in_return(begun.id, {"contact": "李建国"}, **by)
    registry.send_back_return(begun.id, seen=row.digest, faults={row.pages[0].id: "李建国没有签字"}, **office)

    told = registry.entries(begun.case)
    assert [entry.act for entry in told if entry.details.get("returned")] == [
        "开始回传", "回传一页", "交回签署件", "退回签署件",
    ]  # fmt: skip
    assert "李建国" not in str(told)
    assert a_photo("一") in told[-1].files


class Returning(RuleBasedStateMachine):
    """Whatever is clicked, in whatever order: the register holds what a plain list would."""

    returned: registry.ReturnRow
    by: dict[str, object]

    def __init__(self) -> None:
        super().__init__()
        row = registry.start_return(
            self.returned.case,
            paper=self.returned.paper,
            issued=registry.put(f"issued {id(self)}".encode(), "合同.pdf", "application/pdf").sha,
            action="签订",
            **self.by,
        )
        self.id, self.pages, self.state = row.id, list[str](), "收页中"

    def row(self) -> registry.ReturnRow:
        return registry.signed_return(self.id)

    @precondition(lambda self: self.state in ("收页中", "已退回"))
    @rule(word=st.sampled_from("甲乙丙丁"))
    def send_a_page(self, word: str) -> None:
        sha = a_photo(word)
        registry.add_return_page(self.id, sha, **self.by)
        self.pages += [] if sha in self.pages else [sha]

    @precondition(lambda self: self.pages and self.state in ("收页中", "已退回"))
    @rule(data=st.data(), word=st.sampled_from("甲乙丙丁"))
    def replace_a_page(self, data: st.DataObject, word: str) -> None:
        at, sha = data.draw(st.integers(0, len(self.pages) - 1)), a_photo(word)
        old = self.row().pages[at].id
        if sha in self.pages and self.pages[at] != sha:
            with pytest.raises(BadInput):
                registry.add_return_page(self.id, sha, instead_of=old, **self.by)
            return
        registry.add_return_page(self.id, sha, instead_of=old, **self.by)
        self.pages[at] = sha

    @precondition(lambda self: self.pages and self.state in ("收页中", "已退回"))
    @rule(data=st.data())
    def take_a_page_out(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(self.pages) - 1))
        registry.remove_return_page(self.id, self.row().pages[at].id, **self.by)
        del self.pages[at]

    @precondition(lambda self: self.pages and self.state in ("收页中", "已退回"))
    @rule(data=st.data())
    def put_in_order(self, data: st.DataObject) -> None:
        order = data.draw(st.permutations(range(len(self.pages))))
        ids = [page.id for page in self.row().pages]
        registry.order_return_pages(self.id, [ids[at] for at in order], **self.by)
        self.pages = [self.pages[at] for at in order]

    @precondition(lambda self: self.pages and self.state != "已核对")
    @rule()
    def hand_in(self) -> None:
        registry.hand_in_return(self.id, {}, **self.by)
        self.state = "待核对"

    @precondition(lambda self: self.state == "待核对")
    @rule()
    def take_back(self) -> None:
        registry.recall_return(self.id, **self.by)
        self.state = "收页中"

    @precondition(lambda self: self.state == "待核对")
    @rule(good=st.booleans())
    def match(self, good: bool) -> None:
        seen = self.row().digest
        if good:
            registry.confirm_return(self.id, seen=seen, file=self.pages[0], ticks=["签字"], **self.by)
        else:
            registry.send_back_return(self.id, seen=seen, faults={}, note="缺章", **self.by)
        self.state = "已核对" if good else "已退回"

    @precondition(lambda self: self.state == "已核对")
    @rule()
    def nothing_changes_once_it_is_matched(self) -> None:
        for act in (
            lambda: registry.add_return_page(self.id, a_photo("戊"), **self.by),
            lambda: registry.hand_in_return(self.id, {}, **self.by),
            lambda: registry.recall_return(self.id, **self.by),
        ):
            with pytest.raises(Refused):
                act()

    @invariant()
    def the_register_agrees(self) -> None:
        row = self.row()
        assert (row.state, shas(row)) == (self.state, self.pages)
        assert [page.no for page in row.pages] == list(range(1, len(self.pages) + 1))


@pytest.mark.slow
def test_no_order_of_clicks_loses_or_doubles_a_page(on_a_file, begun, by):
    Returning.returned, Returning.by = begun, by
    clicks = settings(max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))

    run_state_machine_as_test(Returning, settings=clicks)

    assert registry.verify_journal().count == len(registry.entries())
