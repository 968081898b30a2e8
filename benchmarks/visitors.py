"""同时在线的人: people at their browsers, each on a page every few seconds, over real HTTP; for `load`.

A browser here asks for the page alone: styles and scripts it has kept since the first. What goes back is read whole.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

PAUSE = (5.0, 10.0)
PATIENCE = 60.0
"""Seconds between two clicks of one person, and how long anybody waits for a page."""
SENT_TWICE = 0.05
"""How many of the moves are sent twice at once, as by an impatient finger."""
MOVING = "办理"
STAFF = {"待办": 30, "全办公室待办": 8, "事项台账": 10, "文书台账": 8, "检索": 13, "事项页": 17, MOVING: 14}
UNIT = {"要做的事": 45, "单位的事项": 30, "事项台账": 15, "检索": 10}
"""What people click, by weight: of all clicks one in ten is a move."""
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_SENTENCE = re.compile(r'<div class="notice" data-kind="refusal".*?<(?:p|li)>([^<]*)', re.S)
_MOVES = {
    "审核": ("审核通过", {"review_opinion": "材料齐全，同意。"}),
    "批准": ("退回审核", {"-reason": "请补充核对后再报。"}),
}


@dataclass(frozen=True)
class Someone:
    """A person who is signed in: their session, whether they are of the office, and which stage is theirs to move."""

    name: str
    session: str
    staff: bool
    acts_at: str = ""


@dataclass
class Seen:
    """What the visitors met: seconds by kind of page, what went wrong, which moves were answered as taken."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)
    counting: bool = False


@dataclass(frozen=True)
class Known:
    """What there is to click on: codes by stage that may be moved, codes to look at, words and numbers to look for."""

    waiting: dict[str, deque[str]]
    codes: list[str]
    own_codes: dict[str, list[str]]
    words: list[str]
    choices: list[str]


async def stay(people: list[Someone], known: Known, seen: Seen, port: int, seconds: float, *, settle: float) -> None:
    """Let these people click for so long; what they meet in the first `settle` seconds does not count."""
    until = time.monotonic() + settle + seconds
    asyncio.get_running_loop().call_later(settle, setattr, seen, "counting", True)
    await asyncio.gather(*(_Visitor(one, known, seen, port).stay(until) for one in people))


async def look_round(who: Someone, known: Known, port: int, *, clicks: int) -> None:
    """Every kind of page once and more, uncounted: whoever comes first after a start waits for what is read once."""
    visitor = _Visitor(who, known, Seen(), port)
    for _ in range(clicks):
        await asyncio.gather(*(visitor.see(kind) for kind in STAFF if kind != MOVING))


class _Visitor:
    def __init__(self, who: Someone, known: Known, seen: Seen, port: int) -> None:
        self._who, self._known, self._seen, self._port = who, known, seen, port
        self._chance, self._cookies = random.Random(who.name), {"gongwen": who.session}

    async def stay(self, until: float) -> None:
        """Click until then; everybody begins at a moment of their own."""
        await asyncio.sleep(self._chance.uniform(0, PAUSE[1]))
        clicks = STAFF if self._who.staff else UNIT
        while time.monotonic() < until:
            kind = self._chance.choices([*clicks], [*clicks.values()])[0]
            try:
                await (self._move() if kind == MOVING else self.see(kind))
            except (TimeoutError, OSError, ValueError, IndexError) as error:
                self._seen.errors.append(f"{kind}：{type(error).__name__} {error}")
            await asyncio.sleep(self._chance.uniform(*PAUSE))

    async def see(self, kind: str) -> None:
        """One page of this kind."""
        await self._get(kind, self._address(kind))

    def _address(self, kind: str) -> str:
        choose = self._chance.choice
        if kind == "待办":
            return "/todo/"
        if kind == "要做的事":
            return "/unit/"
        if kind == "全办公室待办":
            return choose(["/todo/?whose=all", "/todo/?whose=all&late=1", "/todo/?whose=all&page=3"])
        if kind == "事项台账":
            return "/cases/" + choose(self._known.choices)
        if kind == "文书台账":
            return choose(["/papers/", "/papers/?state=" + quote("已编号"), "/papers/?page=5", "/papers/?year=2024"])
        if kind == "检索":
            return "/search/?" + urlencode({"q": choose(self._known.words)})
        if kind == "单位的事项":
            return f"/unit/{choose(self._known.own_codes[self._who.name])}/"
        return f"/cases/{choose(self._known.codes)}/"

    async def _get(self, kind: str, address: str) -> str:
        status, _, body = await self._ask(kind, "GET", address)
        if status != 200:
            self._seen.errors.append(f"{kind} {address}：{status} {_told(body)}")
        return body

    async def _move(self) -> None:
        """Open a move's form, fill it in, send it, and look at what came of it."""
        stage = self._who.acts_at
        waiting = self._known.waiting[stage]
        if not waiting:
            return
        code, (action, filled) = waiting.popleft(), _MOVES[stage]
        address = f"/cases/{code}/moves/{quote(action)}/"
        form = await self._get("办理：打开", address)
        hidden = dict(_HIDDEN.findall(form))
        body = urlencode({**hidden, **filled, "sure": "1"})
        await asyncio.sleep(self._chance.uniform(0.5, 2))
        twice = 2 if self._chance.random() < SENT_TWICE else 1
        answers = await asyncio.gather(*(self._ask("办理：提交", "POST", address, body) for _ in range(twice)))
        if any(status != 302 for status, _, _ in answers):
            self._seen.errors.append(f"办理「{action}」：{[(status, _told(text)) for status, _, text in answers]}")
            return
        self._seen.taken.append((code, action))
        self._known.waiting["批准" if stage == "审核" else "审核"].append(code)
        await self._get("办理：结果", answers[0][1])

    async def _ask(self, kind: str, method: str, address: str, body: str = "") -> tuple[int, str, str]:
        begun = time.monotonic()
        status, where, text = await asyncio.wait_for(self._exchange(method, address, body), PATIENCE)
        if self._seen.counting:
            self._seen.seconds[kind].append(time.monotonic() - begun)
        return status, where, text

    async def _exchange(self, method: str, address: str, body: str) -> tuple[int, str, str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            sent = body.encode()
            head = [f"{method} {address} HTTP/1.1", f"Host: 127.0.0.1:{self._port}", "Connection: close",
                    "Cookie: " + "; ".join(f"{name}={value}" for name, value in self._cookies.items())]  # fmt: skip
            if method == "POST":
                head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(sent)}"]
            writer.write("\r\n".join([*head, "", ""]).encode() + sent)
            whole = await reader.read(-1)
        finally:
            writer.close()
        top, _, content = whole.partition(b"\r\n\r\n")
        lines = top.decode("latin-1").split("\r\n")
        named = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in lines[1:]}
        given = [line.partition(":")[2].strip() for line in lines[1:] if line.lower().startswith("set-cookie:")]
        self._cookies.update(one.partition(";")[0].split("=", 1) for one in given)
        return int(lines[0].split()[1]), named.get("location", ""), content.decode("utf-8", "replace")


def _told(body: str) -> str:
    """What a refusal says."""
    found = _SENTENCE.search(body)
    return found[1] if found else ""
