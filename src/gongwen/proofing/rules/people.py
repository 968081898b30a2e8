"""人名和职务: titles against the roster in force, and personal data that a paper should not show.

Names and titles are checked to be right (条例 第二十条). Personal data is protected (个人信息保护法), but no page
shows whether the person agreed, so these rules warn at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongwen.document import names
from gongwen.proofing import zones
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import ACCURATE, TEXT, passages, spots, told

_LAW = "《中华人民共和国个人信息保护法》"
_ANY = (*TEXT, zones.NOTE, zones.ATTENDED, zones.LISTED)
_POSTS = (
    "副书记|书记|副省长|省长|副市长|市长|副县长|县长|副区长|区长|副镇长|镇长|副乡长|乡长|副局长|局长|副厅长|厅长|副部长|部长|"
    "副主任|主任|副处长|处长|副科长|科长|副主席|主席|副会长|会长|副秘书长|秘书长|副院长|院长|副校长|校长|调研员|副站长|站长"
)
_AFTER = rf"[（(]?((?:[\u4e00-\u9fff、]{{0,20}}?)(?:{_POSTS}))"
_PAST = re.compile("时任|原|前任|任命|免去|不再担任|拟任|提名|当选|兼任")
_HARD = (
    "困难户|低保户|特困户|特困人员|困难群众|低保对象|救助对象|受助人|受助学生|受助对象|困难学生|户主|孤儿|困难残疾人"
)
_SURNAMES = "王李张刘陈杨赵吴徐孙朱郭谢韩邓曹彭肖蒋蔡贾丁魏薛姚卢汪姜廖邹熊郝崔邱秦侯邵孟汤尹黎陆"
_NO_NAME = "[贴榜挂罗开述列旧女绝续药某×]|子女|意[，。]"
_NAMED = rf"(?:{_HARD})[：:]?([{_SURNAMES}](?!{_NO_NAME})[\u4e00-\u9fff]{{1,2}})(?=[，、（。；]|等\d|同志|家|户)"
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
_CARD = (
    r"(?:银行卡|卡号|一卡通|存折|个人账户|个人账号)[^，。；]{0,12}?"
    r"(?<!\d)(\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?)(?!\d)"
)


def titles(proof: Proof) -> Iterator[Departure]:
    """A person on the roster bears the title that the roster has; former posts and appointments are no slips."""
    known = _by_name(proof)
    for passage in passages(proof, *_ANY, cells=True) if known else ():
        for name, held in known.items():
            for found in re.finditer(re.escape(name), passage.text):
                said = _said(passage, found.start(), found.end(), known)
                if said and not any(_same(said, title) for title in held):
                    where = _around(passage.text, said, *found.span())
                    message = f"“{name}”的职务写作“{said}”，现行名册为“{'、'.join(held)}”，请核对姓名和职务。"
                    yield told(passage, *where, message, "、".join(held))


def _around(text: str, said: str, start: int, end: int) -> tuple[int, int]:
    """Where a name and the title before or after it stand together."""
    before = text.rfind(said, 0, start)
    return (before, end) if before >= 0 else (start, text.index(said, end) + len(said))


def _by_name(proof: Proof) -> dict[str, list[str]]:
    """Every name of the roster with the titles that its holders have."""
    known: dict[str, list[str]] = {}
    for member in proof.facts.members:
        given = [part for part in re.split("[、，,；;/]", member.title) if part]
        known.setdefault(names.unpad(member.name), []).extend(given)
    return {name: held for name, held in known.items() if held}


def _said(passage: Passage, start: int, end: int, known: Mapping[str, list[str]]) -> str:
    """The title beside a name: before it, else in the brackets or the column after it; empty where there is none."""
    before = passage.text[max(start - 18, 0) : start]
    clause = re.split("[，。；：（）]", before)[-1]
    if _PAST.search(clause) or _PAST.search(passage.text[end : end + 8]):
        return ""
    ahead = re.search(rf"(?:{_POSTS})$", clause)
    if ahead:
        return _own_words(clause, known)
    after = re.match(_AFTER, passage.text[end:])
    bracket = passage.text[end : end + 1] in "（("
    listed = passage.zone in (zones.ENCLOSED, zones.ATTENDED) or passage.cell
    direct = re.match(_POSTS, passage.text[end:])
    if not after or not (bracket or listed or direct) or any(name in after[1] for name in known):
        return ""
    return after[1]


def _own_words(clause: str, known: Mapping[str, list[str]]) -> str:
    """The title in a clause after what other people are said in it."""
    last = max((clause.rfind(name) + len(name) for name in known if name in clause), default=0)
    return re.split("[、和由]", clause[last:])[-1]


def _same(said: str, held: str) -> bool:
    """Whether two titles are the same post: one may leave out the organ, 副 it may not."""
    for short, long in ((said, held), (held, said)):
        if long.endswith(short) and not long.removesuffix(short).endswith("副"):
            return True
    last = re.search(rf"(?:{_POSTS})$", said)
    return bool(last) and any(_same(part, held) for part in said.split("、") if part != said)


def identities(proof: Proof) -> Iterator[Departure]:
    """A number with a birthday and the check digit of GB 11643 is a person's identity number."""
    for passage in passages(proof, *_ANY, cells=True):
        for found in _IDENTITY.finditer(passage.text):
            if _is_identity(found[0].upper()):
                message = "出现完整的身份证件号码，个人信息应当保护，请删去或只留首尾几位（如 3301**********1234）。"
                yield _masked(passage, *found.span(), message)


def _is_identity(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    if "10X98765432"[total % 11] != number[17]:
        return False
    try:
        return 1900 <= date(int(number[6:10]), int(number[10:12]), int(number[12:14])).year <= 2100
    except ValueError:
        return False


def cards(proof: Proof) -> Iterator[Departure]:
    """A bank card's number that keeps the Luhn sum; an organ's own account is no personal data."""
    for passage, found in spots(proof, _CARD, *_ANY, cells=True, quoted=True):
        if _luhn(found[1].replace(" ", "")):
            message = "出现完整的银行卡号，个人信息应当保护，请删去或只留末四位。"
            yield _masked(passage, found.start(1), found.end(1), message)


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (2 - at % 2 if len(number) % 2 == 0 else 1 + at % 2) for at, digit in enumerate(number)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def phones(proof: Proof) -> Iterator[Departure]:
    """A mobile number beside a person who is helped; a contact's number in 附注 is in its place."""
    for passage, found in spots(proof, _MOBILE, *TEXT, cells=True, quoted=True):
        near = passage.text[max(found.start() - 60, 0) : found.start()].rsplit("。", 1)[-1]
        if re.search(_HARD, near) and not re.search("联系人|联系电话|咨询|热线|举报|经办", near):
            yield _masked(passage, *found.span(), "救助对象的手机号码“{}”完整出现，个人信息应当保护，请隐去中间几位。")


def full_names(proof: Proof) -> Iterator[Departure]:
    """A full name right beside 困难户 and the like."""
    for passage, found in spots(proof, _NAMED, *TEXT, cells=True):
        message = "困难对象的姓名“{}”完整出现，个人信息应当保护，请用户编号或“某某”代替，确需公示的先征得同意。"
        yield _masked(passage, found.start(1), found.end(1), message)


def _masked(passage: Passage, start: int, end: int, message: str) -> Departure:
    """A departure that does not say the personal data again."""
    shown = passage.text[start] + "×" * (end - start - 1)
    return replace(told(passage, start, end, message.replace("{}", shown), "隐去"), found=shown)


CHECKS = (
    Check("people.titles", ACCURATE, "规定", titles, severity="warning"),
    Check("personal.identity", _LAW, "规定", identities, severity="warning"),
    Check("personal.card", _LAW, "规定", cards, severity="warning"),
    Check("personal.phone", _LAW, "规定", phones, severity="warning"),
    Check("personal.name", _LAW, "规定", full_names, severity="warning"),
)
