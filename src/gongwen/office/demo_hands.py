"""经手: every hand through which a paper of the demonstration passes, from 送核 to the last receipt and 归档.

Each act carries a key or changes nothing when repeated, so an interrupted demonstration carries on in the middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.office.paperwork import dispatch, opinions
from gongwen.office.people import Actor

Take = Callable[..., None]
DOOR = "演示"
STEP, BETWEEN = timedelta(minutes=20), timedelta(minutes=1)
LAST = "归档"
HOW = "机要交换"


@dataclass(frozen=True)
class Hand:
    """One act on the paper: what, by whom, when, with which form, under which key."""

    action: str
    person: str
    at: datetime
    form: Mapping[str, Any]
    key: str
    party: str = ""


@dataclass(frozen=True)
class Issue:
    """A paper to be issued: its flow, when its first hand is, the script's words, who is who."""

    paper: registry.PaperRow
    at: datetime
    key: str
    said: Mapping[str, Any]
    people: Mapping[str, Any]

    def play(self, take: Take) -> None:
        """Every hand in turn; `take` goes through the desk."""
        for hand in (*self._to_signature(), *self._to_seal()):
            take(self.paper.flow, hand)
        self._send_and_receive()
        take(self.paper.flow, self._hand(LAST, "文印员", 11))

    def _to_signature(self) -> Iterator[Hand]:
        checked = {"check_opinion": self.said.get("checked", "文种、依据、数字、格式均已核对，同意送签。")}
        joint = opinions.countersigners(self.paper)
        yield self._hand("送核", "拟稿人", 0)
        yield self._hand("送会签" if joint else "核稿通过", "核稿人", 1, checked)
        for number, organ in enumerate(joint):
            person, at = self.people["会签人"][organ], self.at + 2 * STEP + number * BETWEEN
            yield Hand("会签", person, at, {"countersign_opinion": "同意。"}, f"{self.key}:会签:{organ}", organ)
        signed = {"issue_opinion": "同意印发。", "issued_on": self._day}
        yield self._hand("签发", "签发人", 4, signed)

    def _to_seal(self) -> Iterator[Hand]:
        yield self._hand("复核通过", "复核人", 5, {"review_opinion": "签批手续完备，附件齐全，格式规范，可以编号。"})
        yield self._hand("编号", "文印员", 6)
        yield self._hand("印制", "文印员", 7, {"printed_on": self._day, "print_run": self.said.get("run", 30)})
        yield self._hand("用印", "文印员", 8, {"sealed_on": self._day})

    def _send_and_receive(self) -> None:
        clerk, flow = Actor(self.people["文印员"], DOOR), self.paper.flow or ""
        waiting = [row.name for row in registry.recipients(self.paper.id) if not row.sent_at]
        if waiting:
            dispatch.send(flow, waiting, how=HOW, actor=clerk, now=self.at + 9 * STEP)
        for row in registry.recipients(self.paper.id, awaited=True):
            dispatch.receive(flow, row.name, by=self.people["签收"], actor=clerk, now=self.at + 10 * STEP)

    def _hand(self, action: str, role: str, step: int, form: Mapping[str, Any] | None = None) -> Hand:
        return Hand(action, self.people[role], self.at + step * STEP, form or {}, f"{self.key}:{action}")

    @property
    def _day(self) -> str:
        return self.at.date().isoformat()
