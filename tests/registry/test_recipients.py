"""Recipients of an issued paper: the list may be edited until it is sent, a receipt is given once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused

CLERK = "石磊"


@pytest.fixture
def paper(open_a_case, add_a_paper):
    return add_a_paper(open_a_case().code)


@pytest.fixture
def add(paper, now):
    return lambda name, **more: registry.add_recipient(paper.id, name, actor=CLERK, now=now, **more)


@pytest.fixture
def send(paper, now):
    return lambda name, how="机要交换": registry.send_paper(paper.id, name, how=how, actor=CLERK, now=now)


@pytest.fixture
def receive(paper, now):
    return lambda name, by="许明辉": registry.receive_paper(
        paper.id, name, by=by, actor=by, now=now + timedelta(days=1)
    )


def names(paper):
    return [(row.part, row.name, row.copies) for row in registry.recipients(paper.id)]


def test_main_recipients_stand_before_those_who_get_a_copy(paper, add):
    add("市档案馆", part="抄送")
    add("各县（市、区）人民政府", copies=7)
    add("市直有关单位")

    assert names(paper) == [
        ("主送", "各县（市、区）人民政府", 7), ("主送", "市直有关单位", 1), ("抄送", "市档案馆", 1),
    ]  # fmt: skip


def test_the_list_may_be_edited_until_it_is_sent(paper, add, send, now):
    add("青溪镇人民政府")
    add("青溪镇人民政府", part="抄送", copies=2)
    add("柳林乡人民政府")
    registry.remove_recipient(paper.id, "柳林乡人民政府", actor=CLERK, now=now)
    assert names(paper) == [("抄送", "青溪镇人民政府", 2)]

    send("青溪镇人民政府")
    with pytest.raises(Refused, match="已于2026-03-02分发给「青溪镇人民政府」，不能再改"):
        add("青溪镇人民政府", copies=3)
    with pytest.raises(Refused, match="不能再改"):
        registry.remove_recipient(paper.id, "青溪镇人民政府", actor=CLERK, now=now)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "  "}, "没有写名称"),
        ({"name": "市财政局", "part": "抄报"}, "发送类别「抄报」不认识"),
        ({"name": "市财政局", "copies": 0}, "份数「0」不对"),
    ],
)
def test_a_recipient_that_cannot_be_is_told(add, given, told):
    with pytest.raises(BadInput, match=told):
        add(**given)


def test_a_receipt_comes_after_the_sending_and_once(paper, add, send, receive):
    add("青溪镇人民政府")
    with pytest.raises(Refused, match="还没有分发给「青溪镇人民政府」，请文印员先登记分发"):
        receive("青溪镇人民政府")
    sent = send("青溪镇人民政府")
    assert registry.recipients(awaited=True) == (sent,)

    received = receive("青溪镇人民政府")
    assert receive("青溪镇人民政府") == received
    assert (received.received_by, received.sent_by, received.how) == ("许明辉", CLERK, "机要交换")
    assert registry.recipients(awaited=True) == ()
    with pytest.raises(Refused, match="已由许明辉于2026-03-03签收，不能再由郑怀远签收"):
        receive("青溪镇人民政府", "郑怀远")


def test_what_was_sent_twice_was_sent_the_first_time(paper, add, send):
    add("青溪镇人民政府")
    first = send("青溪镇人民政府")
    count = len(registry.entries())

    assert send("青溪镇人民政府", "邮寄") == first
    assert len(registry.entries()) == count


def test_a_silence_is_explained_and_then_awaited_no_longer(paper, add, send, receive, now):
    add("青溪镇人民政府")
    send("青溪镇人民政府")
    explain = {"actor": CLERK, "now": now}
    with pytest.raises(BadInput, match="未签收的原因没有写"):
        registry.explain_unreceived(paper.id, "青溪镇人民政府", why=" ", **explain)
    assert registry.explain_unreceived(paper.id, "青溪镇人民政府", why="回执在途", **explain).note == "回执在途"
    assert registry.recipients(awaited=True) == ()

    receive("青溪镇人民政府")
    with pytest.raises(Refused, match="已由许明辉签收，不必说明"):
        registry.explain_unreceived(paper.id, "青溪镇人民政府", why="丢失", **explain)


def test_an_organ_not_on_the_list_is_told_with_the_list(paper, add, send):
    add("青溪镇人民政府")
    with pytest.raises(BadInput, match=r"「柳林乡人民政府」不在.*名单里，名单上有：青溪镇人民政府"):
        send("柳林乡人民政府")


def test_every_act_is_journalled_and_raises_the_case_s_version(paper, add, send, receive):
    before = registry.case(paper.case).version
    add("青溪镇人民政府")
    send("青溪镇人民政府")
    receive("青溪镇人民政府")

    assert registry.case(paper.case).version == before + 3
    assert [entry.act for entry in registry.entries(paper.case)][-3:] == ["登记收文单位", "分发", "签收"]
    assert registry.verify_journal().count == len(registry.entries())
