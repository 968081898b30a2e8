"""The door of the numbers: every command with its answer, every refusal with what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from kit.door import Said, typed
from kit.office import FOUNDED, an_office

NOW = FOUNDED + timedelta(days=40)
FIRST = "青卫〔2026〕1号"


@pytest.fixture
def number(tmp_path: Path) -> Callable[..., Said]:
    """Type `gongwen number …` at an office's desk."""
    home = an_office(tmp_path / "office")

    def said(*words: str) -> Said:
        return typed("number", *words, "--home", home, at=NOW)

    return said


def test_numbers_given_by_hand_are_taken_over_as_the_issue_says(number):
    said = number("adopt", "青卫", "2026", "--up-to", "41", "--basis", "2026年发文登记簿", "--as", "石磊")

    assert (said.code, said.out) == (0, "青卫〔2026〕1号至41号共41个已补录为已用（线下）。\n")
    assert number("adopt", "青卫", "2026", "--up-to", "41", "--basis", "2026年发文登记簿", "--as", "石磊") == said
    assert number("adopt", "青卫", "2026", "--up-to", "40", "--basis", "2026年发文登记簿", "--as", "石磊").code == 4


def test_a_single_number_that_jumps_is_explained(number):
    words = ("adopt", "青卫", "2026", "--serial", "3", "--title", "关于值守的通知", "--basis", "登记簿", "--as", "石磊")
    said = number(*words)
    assert (said.code, "请写明跳号的理由和批准人" in said.err) == (3, True)

    said = number(*words, "--skipped-because", "看错登记簿", "--approved-by", "陆文渊")
    assert (said.code, said.out) == (0, "已补录 青卫〔2026〕3号《关于值守的通知》。\n")


@pytest.mark.parametrize("words", [(), ("--up-to", "3", "--serial", "3")])
def test_taking_over_is_whole_or_single(number, words):
    said = number("adopt", "青卫", "2026", "--basis", "登记簿", "--as", "石磊", *words)

    assert (said.code, "两个写一个" in said.err) == (3, True)


def test_a_number_is_reserved_and_given_up(number):
    said = number("reserve", "青卫", "2026", "--for", "冬季取暖救助通知", "--as", "周晓岚")
    assert said.out == f"已预留 {FIRST}，用途：冬季取暖救助通知。\n"

    words = ("void", "青卫[2026]1号", "--reason", "并入民政局的通知", "--as", "周晓岚", "--approved-by")
    refused = number(*words, "周晓岚")
    assert refused.code == 4
    assert "应当由另一人批准，「周晓岚」不能批准自己办的；可以批准的：" in refused.err and "陆文渊" in refused.err
    assert number(*words, "陆文渊").out == f"{FIRST} 已作废，理由：并入民政局的通知；批准人：陆文渊。\n"


def test_the_continuity_is_shown_and_is_json(number):
    number("adopt", "青卫", "2026", "--up-to", "30", "--basis", "登记簿", "--as", "石磊")
    number("reserve", "青卫", "2026", "--for", "冬季取暖救助通知", "--as", "周晓岚")
    shown, data = number("show"), json.loads(number("show", "--json").out)

    assert shown.code == 0
    for words in (
        "青卫〔2026〕1号至31号", "已用30个（其中线下编号、补录的30个），预留1个。1至30号已用（线下）；31号预留。",
        "号码从1号起连续，没有缺号、重号。", registry.entries()[-1].hash,
    ):  # fmt: skip
        assert words in shown.out
    assert data["series"][0]["explained"][0]["about"] == "冬季取暖救助通知"


def test_an_empty_ledger_says_so(number):
    assert number("show").out.startswith("编号登记里还没有号。")
    assert json.loads(number("show", "--json", "--code", "青卫").out)["series"] == []


def test_a_ledger_that_was_tampered_with_is_a_failed_check(number):
    from django.db import connection

    number("adopt", "青卫", "2026", "--up-to", "3", "--basis", "登记簿", "--as", "石磊")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER registry_number_no_UPDATE")
        cursor.execute("UPDATE registry_number SET reason = '另有依据' WHERE serial = 2")

    said = number("show")
    assert (said.code, "2号的理由与日志所记不符" in said.out) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("reserve", "青卫", "2026", "--for", " ", "--as", "周晓岚"), 3, "要写明用途"),
        (("reserve", "青卫", "2030", "--for", "通知", "--as", "周晓岚"), 4, "不能预留2030年的文号"),
        (("reserve", "青卫", "2026", "--for", "通知", "--paper", "FW-2026-404", "--as", "周晓岚"), 3, "FW-2026-404"),
        (("reserve", "青卫", "2026", "--for", "通知", "--as", "许明辉"), 4, "不能登记文号；请交由"),
        (("void", "第3号", "--reason", "错", "--approved-by", "陆文渊", "--as", "石磊"), 3, "不合规定"),
        (("void", "青卫〔2026〕9号", "--reason", "错", "--approved-by", "陆文渊", "--as", "石磊"), 3, "编号登记里没有"),
        (("release", "青卫〔2026〕9号", "--as", "石磊"), 3, "编号登记里没有"),
        (("show", "--out", "登记簿.pdf"), 4, "没有可印的登记簿"),
    ],
)
def test_a_refusal_says_what_is_wrong(number, words, code, told):
    said = number(*words)

    assert (said.code, told in said.err) == (code, True)
    assert "Traceback" not in said.err
