"""账号: `gongwen account`, the first account of a new office, and that only a demonstration has a known password."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import demo_accounts
from gongwen.office.demo import script_folder
from kit.door import Said, typed
from kit.hashing import quickly_hashed
from kit.office import FOUNDED, an_office


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with quickly_hashed():
        yield an_office(tmp_path / "office")
        registry.close()


def first(said: Said) -> tuple[str, str]:
    """Login and first password of what was said."""
    assert said.code == 0, said.err
    found = re.search(r"登录名 (\S+)，首次密码 (\S+)", said.out)
    assert found, said.out
    return found[1], found[2]


def on(home: Path, *words: str) -> Said:
    return typed("account", *words, "--home", home)


def test_an_account_is_opened_reset_and_closed_at_the_machine(home) -> None:
    login, password = first(on(home, "open", "顾言之", "--login", "guyanzhi", "--keeper"))
    assert registry.account_of(login, password)
    _, again = first(on(home, "reset", "顾言之"))
    assert again != password and registry.account_of(login, password) is None
    assert "唯一管理账号" in on(home, "close", "顾言之").err
    first(on(home, "open", "夏知秋", "--login", "xiazhiqiu"))
    assert on(home, "keeper", "夏知秋").code == on(home, "close", "顾言之").code == 0
    told = on(home, "list").out
    assert "已停用" in told and "待改首次密码" in told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("open", "王无名", "--login", "wang"), 3, "没有登记名为「王无名」"),
        (("open", "顾言之", "--login", "顾"), 3, "登录名「顾」不能用"),
        (("reset", "顾言之"), 3, "没有启用的账号"),
        (("code", "顾言之", "--as", "周晓岚"), 4, "要用账号登录"),
        (("code", "范守田", "--as", "范守田"), 4, "须由经办人或负责人办理"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(home, words, code, told) -> None:
    said = on(home, *words)
    assert (said.code, said.out) == (code, "") and told in said.err


def test_a_code_is_printed_as_a_slip(home) -> None:
    told = on(home, "code", "范守田", "--as", "周晓岚").out
    assert re.search(r"代码：[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\n", told) and "青禾市人民路12号" in told


def test_a_new_office_has_one_account_and_its_password_is_told_once(tmp_path) -> None:
    with quickly_hashed():
        words = ("init", "--from", script_folder() / "office.yaml", "--home", tmp_path / "新")
        login, password = first(typed(*words))
        assert login == "admin" and registry.account_of(login, password).must_change
        assert [row.person for row in registry.accounts()] == ["周晓岚"]
        assert "首次密码" not in typed(*words).out
    registry.close()


def test_the_first_keeper_may_be_named(tmp_path) -> None:
    with quickly_hashed():
        words = ("--admin", "陆文渊", "--admin-login", "luwenyuan")
        said = typed("init", "--from", script_folder() / "office.yaml", "--home", tmp_path / "新", *words)
        assert first(said)[0] == "luwenyuan" and registry.accounts()[0].person == "陆文渊"
    registry.close()


def test_only_a_demonstration_has_accounts_with_a_known_password(home) -> None:
    demo_accounts.open_all(FOUNDED)
    demo_accounts.open_all(FOUNDED)
    shown = demo_accounts.shown()
    assert len(shown) == 6 and all(registry.account_of(one.login, one.password) for one in shown)
    registry.set_profile({**registry.profile(), "demo": False}, actor="开办人", now=FOUNDED)
    assert demo_accounts.shown() == ()
    with pytest.raises(Refused, match="正式的办公室"):
        demo_accounts.open_all(FOUNDED)
