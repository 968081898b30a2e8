"""账号和代码: who opens doors for whom, what a password must be, how long a session is good, what a code is for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.people import Actor
from gongwen.office.staffing import access_codes, accounts, passes, passwords, signing_in, staff, tokens
from gongwen.office.staffing.accounts import Keeper
from gongwen.office.staffing.signing_in import Attempt
from kit.hashing import quickly_hashed
from kit.office import an_office

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
CLERK, CHIEF, CHECKER, VILLAGE = "周晓岚", "陆文渊", "顾言之", "范守田"
OWNER = Keeper(Actor("root"), owner=True)
CHOSEN = "春风又绿江南岸-26"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with quickly_hashed():
        yield an_office(tmp_path / "office")
        registry.close()


@pytest.fixture
def first(home: Path) -> accounts.FirstPassword:
    """The clerk's account, of the first keeper, as `init` makes it."""
    made = accounts.first_keeper("", "admin", owner=OWNER.actor, now=NOW)
    assert made
    return made


def at(minutes: float = 0, address: str = "10.0.0.8") -> Attempt:
    return Attempt(address, "网页", NOW + timedelta(minutes=minutes))


def by(person: str) -> Keeper:
    return Keeper(Actor(person, "网页"))


def of(person: str, login: str) -> passes.Pass:
    """A pass of somebody with a password of their own."""
    made = accounts.open_account(person, login, keeper=OWNER, now=NOW)
    signing_in.change_password(person, made.password, CHOSEN, CHOSEN, at())
    return signing_in.sign_in(login, CHOSEN, at())


def test_the_first_keeper_is_the_office_s_contact_and_made_once(first) -> None:
    assert (first.person, first.login) == (CLERK, "admin")
    assert accounts.first_keeper("", "admin2", owner=OWNER.actor, now=NOW) is None
    assert accounts.keepers() == [CLERK]


def test_a_first_password_opens_the_door_and_must_be_changed(first) -> None:
    held = signing_in.sign_in(" Admin ", first.password, at())
    who = passes.admitted(held, NOW)
    assert who.must_change and who.keeps_accounts and who.staff
    row = signing_in.change_password(CLERK, first.password, CHOSEN, CHOSEN, at())
    assert passes.admitted(held, NOW).person == ""
    assert not passes.admitted(passes.of_account(row, NOW), NOW).must_change


def test_only_a_keeper_of_accounts_opens_closes_and_resets(first) -> None:
    with pytest.raises(Refused, match="账号由管理账号的人（周晓岚）办理"):
        accounts.open_account(CHECKER, "guyanzhi", keeper=by(CHIEF), now=NOW)
    accounts.open_account(CHECKER, "guyanzhi", keeper=by(CLERK), now=NOW)
    for act in (accounts.reset, accounts.close):
        with pytest.raises(Refused, match="账号由管理账号的人"):
            act(CHECKER, keeper=by(CHECKER), now=NOW)


@pytest.mark.parametrize("login", ["", "ab", "周晓岚", "1abc", "a b c", "a" * 40, "a/../b", "a\nbc"])
def test_a_login_is_plain_letters_and_figures(home, login) -> None:
    with pytest.raises(BadInput, match="不能用"):
        accounts.open_account(CLERK, login, keeper=OWNER, now=NOW)


def test_the_last_keeper_can_neither_go_nor_be_closed(first) -> None:
    with pytest.raises(Refused, match="唯一管理账号"):
        accounts.close(CLERK, keeper=OWNER, now=NOW)
    with pytest.raises(Refused, match="唯一管理账号"):
        accounts.let_keep_accounts(CLERK, False, keeper=by(CLERK), now=NOW)
    accounts.open_account(CHECKER, "guyanzhi", keeper=by(CLERK), now=NOW, keeps_accounts=True)
    accounts.close(CLERK, keeper=by(CHECKER), now=NOW)
    assert accounts.keepers() == [CHECKER]


@pytest.mark.parametrize(
    ("chosen", "repeated", "fault"),
    [
        ("short", "short", "只有 5 位"),
        ("周晓岚周晓岚周晓岚1", "", "姓名或登录名"),
        ("my-ADMIN-word-1", "", "姓名或登录名"),
        ("1234567890", "", "太常见"),
        ("139350112087", "", "全是数字"),
        ("aaaaaaaaaaaa", "", "不同的字太少"),
        ("x" * 200, "", "超过 128 位"),
        (CHOSEN, CHOSEN + "!", "两次填写"),
        ("", "", "只有 0 位"),
    ],
)
def test_a_password_must_be_long_rare_and_no_name(first, chosen, repeated, fault) -> None:
    with pytest.raises(BadInput, match=fault):
        signing_in.change_password(CLERK, first.password, chosen, repeated or chosen, at())


def test_the_present_password_is_asked_for_and_the_new_one_is_another(first) -> None:
    with pytest.raises(BadInput, match="现在的密码不对"):
        signing_in.change_password(CLERK, "nonsense-nonsense", CHOSEN, CHOSEN, at())
    with pytest.raises(BadInput, match="与现在的一样"):
        signing_in.change_password(CLERK, first.password, first.password, first.password, at())


def test_the_present_password_cannot_be_guessed_on_either(first) -> None:
    for _ in range(5):
        with pytest.raises(BadInput, match="现在的密码不对"):
            signing_in.change_password(CLERK, "nonsense-nonsense", CHOSEN, CHOSEN, at())
    with pytest.raises(Refused, match="分钟后再试"):
        signing_in.change_password(CLERK, first.password, CHOSEN, CHOSEN, at())


@pytest.mark.parametrize(
    "typed", [str.lower, lambda text: text.replace("-", ""), lambda text: f" {text.replace('-', '　')}"]
)
def test_a_first_password_is_typed_from_paper_in_any_way_and_a_chosen_one_as_it_is(first, typed) -> None:
    assert signing_in.sign_in(f"　{_wide(first.login)} ", _wide(typed(first.password)), at())
    chosen = "ABCD-EFGH-JKMN"
    signing_in.change_password(first.person, typed(first.password), chosen, chosen, at())
    with pytest.raises(Refused, match="登录名或密码不对"):
        signing_in.sign_in(first.login, chosen.lower(), at())


def _wide(text: str) -> str:
    """As an input method types it that is set to full width."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def test_an_unknown_name_and_a_wrong_password_are_told_the_same(first) -> None:
    for login in ("admin", "nobody"):
        with pytest.raises(Refused) as refused:
            signing_in.sign_in(login, "wrong-wrong-wrong", at())
        assert str(refused.value) == signing_in.WRONG
    assert "nobody" not in {row.login for row in registry.sign_ins()}  # it may be a password in the wrong place


def test_a_wrong_name_costs_as_much_hashing_as_a_wrong_password(first, monkeypatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))
    counts = []
    for login in ("admin", "nobody"):
        hashed.clear()
        with pytest.raises(Refused):
            signing_in.sign_in(login, "wrong-wrong-wrong", at())
        counts.append(len(hashed))
    assert counts == [1, 1]


@pytest.mark.parametrize("login", ["admin", "nobody"])
def test_guessing_is_stopped_and_told_for_how_long_and_journalled_once(first, login) -> None:
    for minute in range(5):
        with pytest.raises(Refused, match="登录名或密码不对"):
            signing_in.sign_in(login, "wrong-wrong-wrong", at(minute))
    for _ in range(3):
        with pytest.raises(Refused, match="请在 11 分钟后再试"):
            signing_in.sign_in(login, first.password, at(4.5))
    locks = [entry for entry in registry.entries() if entry.act == "登录受限"]
    assert [entry.details["person"] for entry in locks] == ["admin" if login == "admin" else ""]
    if login == "admin":
        assert signing_in.sign_in(login, first.password, at(15)).person == CLERK


def test_one_address_cannot_try_many_names(first) -> None:
    for number in range(30):
        with pytest.raises(Refused, match="不对"):
            signing_in.sign_in(f"name{number}", "wrong-wrong-wrong", at())
    with pytest.raises(Refused, match="分钟后再试"):
        signing_in.sign_in("admin", first.password, at())
    assert signing_in.sign_in("admin", first.password, at(address="10.0.0.9")).person == CLERK


@given(st.integers(0, 24 * 60), st.lists(st.integers(0, 60), max_size=40))
def test_a_session_is_over_after_half_an_hour_unused_or_twelve_hours(idle, uses) -> None:
    held = passes.Pass(CLERK, registry.BY_PASSWORD, 1, NOW, NOW)
    now = NOW
    for minutes in [*uses, idle]:
        now += timedelta(minutes=minutes)
        over = passes.is_over(held, now)
        if minutes >= 30 or now - NOW >= timedelta(hours=12):
            assert over
        if over:
            assert minutes > 25 or now - NOW >= timedelta(hours=12)
            return
        held = held.noted(now) or held


def test_the_use_of_a_session_is_noted_once_in_five_minutes() -> None:
    held = passes.Pass(CLERK, registry.BY_PASSWORD, 1, NOW, NOW)
    assert held.noted(NOW + timedelta(seconds=299)) is None
    later = held.noted(NOW + timedelta(seconds=300))
    assert later and later.seen == NOW + timedelta(seconds=300) and passes.read(later.kept()) == later


def test_whoever_loses_every_post_is_out_at_once(home) -> None:
    held = of(CHECKER, "guyanzhi")
    assert passes.admitted(held, NOW).staff
    staff.dismiss(CHECKER, "市帮扶办", "综合科科长", date(2026, 11, 19), actor=Actor(CLERK), now=NOW)
    assert passes.admitted(held, NOW).person == ""
    with pytest.raises(Refused, match="没有任职"):
        signing_in.sign_in("guyanzhi", CHOSEN, at())


def test_closing_and_resetting_end_sessions_and_tokens(home) -> None:
    held = of(CHECKER, "guyanzhi")
    token = tokens.issue(CHECKER, "台账同步", 30, now=NOW)
    found = tokens.holder(token.secret, now=NOW)
    assert found and found.person == CHECKER and found.staff
    again = accounts.reset(CHECKER, keeper=OWNER, now=NOW)
    assert passes.admitted(held, NOW).person == "" and tokens.holder(token.secret, now=NOW) is None
    held = signing_in.sign_in("guyanzhi", again.password, at())
    accounts.close(CHECKER, keeper=OWNER, now=NOW)
    assert passes.admitted(held, NOW).person == ""
    with pytest.raises(Refused, match="登录名或密码不对"):
        signing_in.sign_in("guyanzhi", again.password, at())


@pytest.mark.parametrize(("name", "days"), [("", 30), ("长" * 41, 30), ("同步", 31), ("同步", "x")])
def test_a_token_has_a_name_and_one_of_three_terms(home, name, days) -> None:
    of(CHECKER, "guyanzhi")
    with pytest.raises(BadInput, match="令牌"):
        tokens.issue(CHECKER, name, days, now=NOW)


def test_nonsense_is_nobody_s_token(home) -> None:
    assert tokens.holder("", now=NOW) is tokens.holder("gw_x", now=NOW) is None


def issue(person: str = VILLAGE, case: str = "", clerk: str = CLERK) -> access_codes.Slip:
    return access_codes.issue(person, case, actor=Actor(clerk, "网页"), now=NOW)


def test_a_slip_lets_its_person_in_once_however_it_is_typed(home) -> None:
    slip = issue()
    typed = f"　{slip.code.lower().replace('-', ' ')} "
    held = signing_in.use_code(typed, at())
    who = passes.admitted(held, NOW)
    assert (who.person, who.staff, who.organs) == (VILLAGE, False, frozenset({"桃园县柳林村村民委员会"}))
    with pytest.raises(Refused, match="已经用过"):
        signing_in.use_code(slip.code, at())


def test_the_slip_says_all_that_is_needed_and_no_sign_that_can_be_misread(home) -> None:
    slip = issue()
    assert not set("01OIL") & set(slip.code)
    told = "\n".join(access_codes.lines(slip))
    for words in (slip.code, VILLAGE, "2026-12-04", "只能用一次", "青禾市人民路12号", "0990-5550130"):
        assert words in told
    assert slip.code not in str(registry.entries())


def test_no_code_for_the_office_s_own_people_nor_from_anybody_but_a_clerk(home) -> None:
    with pytest.raises(Refused, match="要用账号登录"):
        issue(CHIEF)
    with pytest.raises(Refused, match="不能发放一次性代码"):
        issue(clerk=VILLAGE)
    with pytest.raises(Refused, match="无关，或没有这个编号"):
        issue(case="QHBF-2026-099")
    with pytest.raises(BadInput, match="没有登记"):
        issue("王无名")
    able = access_codes.able(NOW)
    assert VILLAGE in able and not {CLERK, CHIEF, "方致远", "温如玉"} & set(able)


def test_a_recalled_code_ends_the_session_it_began(home) -> None:
    held = signing_in.use_code(issue().code, at())
    row = access_codes.listed(NOW)[0]
    assert row["state"] == access_codes.USED
    access_codes.recall(row["id"], actor=Actor(CLERK), now=NOW)
    assert passes.admitted(held, NOW).person == ""
    assert access_codes.listed(NOW)[0]["state"] == access_codes.RECALLED


def test_whoever_came_by_a_code_chooses_a_password_of_their_own(home) -> None:
    held = signing_in.use_code(issue().code, at())
    with pytest.raises(BadInput, match="不能用"):
        signing_in.choose_password(held, "范", CHOSEN, CHOSEN, now=NOW)
    own = signing_in.choose_password(held, "fanshoutian", CHOSEN, CHOSEN, now=NOW)
    assert passes.admitted(own, NOW).person == VILLAGE
    assert signing_in.sign_in("fanshoutian", CHOSEN, at()).person == VILLAGE
    with pytest.raises(Refused, match="只有用一次性代码进来的人"):
        signing_in.choose_password(own, "fanshoutian", CHOSEN, CHOSEN, now=NOW)


def test_codes_cannot_be_guessed_on(home) -> None:
    slip = issue()
    for _ in range(10):
        with pytest.raises(Refused, match="没有这个代码"):
            signing_in.use_code(passwords.readable((4, 4, 4)), at())
    with pytest.raises(Refused, match="分钟后再试"):
        signing_in.use_code(slip.code, at())
    assert signing_in.use_code(slip.code, at(16)).person == VILLAGE
