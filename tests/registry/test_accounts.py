"""账号: who may sign in, what ends a session, one-time codes used once, tries counted before they are decided."""

from __future__ import annotations

import threading
import zipfile
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongwen import registry
from gongwen.errors import BadInput, Refused
from kit.hashing import quickly_hashed

BY = {"actor": "开办人"}
KEY = "session-key-that-opens-it"
SECRET, OTHER = "云淡风轻-2026", "山高水长-2026"
LIMITS = (registry.TryLimit("login", 5, 900), registry.TryLimit("address", 30, 900))


@pytest.fixture(autouse=True)
def quick(home):
    with quickly_hashed():
        yield


@pytest.fixture
def zhou(home, now):
    registry.add_person("周敏", now=now, **BY)
    return open_account("周敏", now)


def open_account(person, now, **more):
    given = {"login": "zhoumin", "password": SECRET, "must_change": True, "keeps_accounts": False, **BY, **more}
    return registry.open_account(person, now=now, **given)


def test_only_the_password_opens_the_account(zhou, now):
    assert zhou.open and zhou.must_change and zhou.epoch == 1
    assert registry.account_of("zhoumin", SECRET) == zhou == registry.account("周敏")
    assert registry.account_of("zhoumin", OTHER) is registry.account_of("nobody", SECRET) is None


def test_neither_password_nor_hash_is_ever_seen(zhou, now):
    assert SECRET not in str(registry.entries()) and "scrypt" not in repr(registry.accounts())


def test_another_password_ends_every_session_and_a_closed_account_opens_no_door(zhou, now):
    changed = registry.set_password("周敏", OTHER, must_change=False, act="修改密码", actor="周敏", now=now)
    assert (changed.epoch, changed.must_change) == (2, False)
    assert registry.account_of("zhoumin", SECRET) is None
    closed = registry.close_account("周敏", now=now, **BY)
    assert not closed.open and closed.epoch == 3
    assert registry.account_of("zhoumin", OTHER) is None
    with pytest.raises(BadInput, match="没有启用的账号"):
        registry.end_sessions("周敏", now=now, **BY)


def test_a_closed_account_is_opened_again_with_no_session_of_the_former(zhou, now):
    registry.close_account("周敏", now=now, **BY)
    again = open_account("周敏", now, login="zhou")
    assert (again.epoch, again.open, again.login) == (3, True, "zhou")


def test_one_account_a_person_and_one_person_a_name(zhou, now):
    with pytest.raises(Refused, match="已有账号"):
        open_account("周敏", now)
    with pytest.raises(BadInput, match="没有登记名为「王五」"):
        open_account("王五", now)
    registry.add_person("王五", now=now, **BY)
    with pytest.raises(Refused, match="已有人使用"):
        open_account("王五", now)


def test_the_journal_tells_every_change_of_an_account(zhou, now):
    registry.set_keeper("周敏", True, now=now, **BY)
    registry.set_keeper("周敏", True, now=now, **BY)
    registry.end_sessions("周敏", now=now, **BY)
    acts = [entry.act for entry in registry.entries()][-3:]
    assert acts == ["开通账号", "改定账号管理人", "退出全部登录"]
    assert registry.check_journal().faults == ()


def a_try(now, login="zhoumin", address="10.0.0.8"):
    return registry.begin_try(login, address, registry.BY_PASSWORD, limits=LIMITS, now=now)


def test_after_five_failures_there_is_a_wait_that_is_told(home, now):
    tries = [a_try(now + timedelta(minutes=minute)) for minute in range(5)]
    assert [one.last for one in tries] == [False] * 4 + [True]
    assert a_try(now + timedelta(minutes=5)) == timedelta(minutes=10)
    assert a_try(now + timedelta(minutes=5), login="another").last is False
    assert a_try(now + timedelta(minutes=15), address="10.0.0.9").last is True  # the first one no longer counts


def test_a_try_that_was_let_in_does_not_count(home, now):
    for _ in range(6):
        registry.let_in(a_try(now).id, "周敏", registry.BY_PASSWORD, door="网页", now=now)
    assert {row.let_in for row in registry.sign_ins()} == {True}


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["甲", "乙"]), st.sampled_from("12")), max_size=40))
def test_no_run_of_tries_fails_more_often_than_allowed_and_the_wait_told_is_enough(home, now, steps):
    from gongwen.registry.models import SignIn

    SignIn.objects.all().delete()
    at, failed = now, []
    for seconds, login, address in steps:
        at += timedelta(seconds=seconds)
        told = a_try(at, login, address)
        if isinstance(told, timedelta):
            assert timedelta(0) < told <= timedelta(minutes=15)
            at += told
            assert not isinstance(a_try(at, login, address), timedelta)
        failed.append((at, login))
    for moment, login in failed:
        within = [one for one, name in failed if name == login and moment - timedelta(seconds=900) < one <= moment]
        assert len(within) <= 5


@pytest.fixture
def code(home, now):
    registry.add_person("何正平", now=now, **BY)
    return issue(now)


def issue(now, code_hash="c" * 64, case=None):
    lasts = now + timedelta(days=14)
    return registry.issue_access_code("何正平", case, code_hash, expires_at=lasts, actor="周敏", now=now)


def test_a_code_lets_in_once(code, now):
    assert registry.use_access_code("x" * 64, now=now) is None
    used = registry.use_access_code("c" * 64, now=now)
    assert (used.person, used.used_at) == ("何正平", now)
    with pytest.raises(Refused, match="已经用过"):
        registry.use_access_code("c" * 64, now=now)


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_code_is_good_for_its_days_and_not_a_moment_longer(home, now, later):
    from gongwen.registry.models import AccessCode

    AccessCode.objects.all().delete()
    registry.add_person("何正平", now=now, **BY)
    issue(now)
    if later < timedelta(days=14):
        assert registry.use_access_code("c" * 64, now=now + later).person == "何正平"
    else:
        with pytest.raises(Refused, match="已经过期"):
            registry.use_access_code("c" * 64, now=now + later)


def test_a_new_code_recalls_the_one_that_is_out(code, now):
    newer = issue(now, "d" * 64)
    with pytest.raises(Refused, match="已被收回"):
        registry.use_access_code("c" * 64, now=now)
    assert registry.recall_access_code(newer.id, actor="周敏", now=now).recalled_at == now
    with pytest.raises(Refused, match="已被收回"):
        registry.use_access_code("d" * 64, now=now)


@pytest.mark.slow
def test_of_two_who_use_a_code_at_the_same_moment_one_is_let_in(on_a_file, code, now):
    start, ends = threading.Barrier(8), []

    def use():
        from django.db import connection

        start.wait(30)
        try:
            ends.append(registry.use_access_code("c" * 64, now=now).person)
        except Refused as refused:
            ends.append(str(refused)[:9])
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == sorted(["何正平"] + ["这个代码已经用过。"] * 7)


def token(now, **more):
    given = {"person": "周敏", "name": "台账同步", "token_hash": "t" * 64, "most": 2, **more}
    return registry.issue_token(**given, expires_at=now + timedelta(days=30), actor="周敏", now=now)


def test_a_token_is_good_until_its_day_its_recall_or_the_account_ends(zhou, now):
    registry.set_password("周敏", OTHER, must_change=False, act="修改密码", actor="周敏", now=now)
    made = token(now)
    assert registry.bearer_of("t" * 64, now=now) == made
    assert registry.bearer_of("t" * 64, now=now + timedelta(days=30)) is None
    registry.close_account("周敏", now=now, **BY)
    assert registry.bearer_of("t" * 64, now=now) is None
    assert registry.tokens("周敏")[0].recalled_at == now


def test_tokens_are_few_and_each_has_a_name_of_its_own(zhou, now):
    token(now)
    with pytest.raises(Refused, match="已有名为「台账同步」"):
        token(now, token_hash="u" * 64)
    second = token(now, name="备份", token_hash="u" * 64)
    with pytest.raises(Refused, match="已有 2 个"):
        token(now, name="第三个", token_hash="v" * 64)
    with pytest.raises(BadInput, match="没有这个令牌"):
        registry.recall_token(second.id, "王五", actor="王五", now=now)
    registry.recall_token(second.id, "周敏", actor="周敏", now=now)
    token(now, name="第三个", token_hash="v" * 64)


@pytest.mark.parametrize("password", ["password123", "1234567890", "qwertyuiop"])
def test_common_passwords_are_known_as_such(home, password):
    assert registry.is_common_password(password) and not registry.is_common_password(SECRET)


@pytest.fixture
def archive(zhou, code, now, tmp_path):
    """A backup of an office with somebody signed in, a code unused, a code used and a token."""
    registry.use_access_code("c" * 64, now=now)
    issue(now, "d" * 64)
    token(now)
    from django.contrib.sessions.models import Session

    Session.objects.create(session_key=KEY, session_data="周敏", expire_date=now + timedelta(days=1))
    registry.backup(tmp_path / "备份.zip", actor="周敏", system_user="office", now=now)
    return tmp_path / "备份.zip"


def test_a_backup_holds_no_session(on_a_file, archive):
    with zipfile.ZipFile(archive) as opened:
        assert all(KEY.encode() not in opened.read(name) for name in opened.namelist())


def test_a_restored_office_lets_nobody_in_by_what_was_good_before(on_a_file, archive, now, tmp_path):
    registry.restore(archive, tmp_path / "恢复", actor="系统", now=now + timedelta(hours=1))
    registry.open(tmp_path / "恢复")
    with pytest.raises(Refused, match="已被收回"):
        registry.use_access_code("d" * 64, now=now)
    unused, used = registry.access_codes()
    assert unused.recalled_at == now + timedelta(hours=1) and used.recalled_at is None
    assert registry.bearer_of("t" * 64, now=now) is None
    assert registry.account_of("zhoumin", SECRET) is not None
    from django.contrib.sessions.models import Session

    assert not Session.objects.exists()
