"""口令: what a password must be, and the first one that the office makes for somebody."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterator
from itertools import islice

from gongwen import registry
from gongwen.errors import BadInput

SHORTEST, LONGEST = 10, 128
READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and figures that nobody takes for one another: no 0 and O, no 1, I and L."""
FIRST_GROUPS = (4, 4, 4)


def first_password() -> str:
    """A password that is used once, to choose one of one's own."""
    return readable(FIRST_GROUPS)


def readable(groups: tuple[int, ...]) -> str:
    """A secret to be read from paper and typed: groups of letters and figures, joined by dashes."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(length)) for length in groups)


def normal(text: str) -> str:
    """A secret as it was meant, however it was typed: full width or not, small letters, blanks and dashes left out."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def as_on_paper(text: str) -> str:
    """What looks like a first password as it stands on its slip; anything else as it is."""
    signs = normal(text)
    if len(signs) != sum(FIRST_GROUPS) or not set(signs) <= set(READABLE):
        return text
    rest = iter(signs)
    return "-".join("".join(islice(rest, length)) for length in FIRST_GROUPS)


def typed_login(text: str) -> str:
    """A login as it was meant: full width or not, capitals, blanks around it."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def check(password: str, repeated: str, *, person: str, login: str) -> None:
    """BadInput with everything that is wrong with a password somebody chose."""
    faults = [*_faults(password, person, login)]
    if not faults and password != repeated:
        faults = ["两次填写的新密码不一样，请重新填写。"]
    if faults:
        raise BadInput.of(faults)


def _faults(password: str, person: str, login: str) -> Iterator[str]:
    if len(password) < SHORTEST:
        yield f"新密码只有 {len(password)} 位，至少要 {SHORTEST} 位；可以用几个词连起来，好记又难猜。"
        return
    if len(password) > LONGEST:
        yield f"新密码超过 {LONGEST} 位，请短一些。"
        return
    folded = password.casefold()
    if any(name and name.casefold() in folded for name in (person, login)):
        yield "新密码里有自己的姓名或登录名，容易被猜到，请换一个。"
    if password.isnumeric():
        yield "新密码全是数字，容易被猜到，请加上字母或汉字。"
    elif len(set(folded)) < 5:
        yield "新密码里不同的字太少，容易被猜到，请换一个。"
    if registry.is_common_password(password):
        yield "新密码太常见，容易被猜到，请换一个。"
