"""A paper taken through its 发文 flow hand by hand, each an hour after the last, with a press that prints nothing."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.office import desk
from gongwen.office.paperwork import dispatch
from gongwen.office.people import Actor
from kit.office import an_office, story
from kit.quick import QuickPress

BEGUN = story("00")[0].at
CLERK, DRAFTER, CHECKER, SIGNER = "石磊", "周晓岚", "顾言之", "陆文渊"
ORGANS = {
    "中共青禾市委宣传部": "白若溪", "青禾市财政局": "钱立诚", "青禾市教育局": "孟晓芸",
    "青禾市人力资源和社会保障局": "唐启明", "青禾市农业农村局": "田广禾", "青禾市卫生健康委员会": "林书敏",
    "青禾市医疗保障局": "康瑞", "青禾市妇女联合会": "柳青", "青禾市残疾人联合会": "安立群",
}  # fmt: skip
FORMS: Mapping[str, Mapping[str, Any]] = {
    "核稿通过": {"check_opinion": "已核对，同意送签。"},
    "送会签": {"check_opinion": "已核对，同意送会签。"},
    "会签": {"countersign_opinion": "同意。"},
    "签发": {"issue_opinion": "同意印发。"},
    "主要负责人签发": {"issue_opinion": "同意。"},
    "复核通过": {"review_opinion": "手续完备。"},
    "印制": {"printed_on": "2026-03-20", "print_run": 30},
    "用印": {"sealed_on": "2026-03-20"},
    "撤销": {"standing_basis": "市政府令第3号", "standing_organ": "上级机关", "standing_on": "2026-03-04"},
    "废止": {"standing_basis": "青帮办〔2026〕9号", "standing_organ": "发文机关", "standing_on": "2026-03-04"},
}
WHO = {
    "送核": DRAFTER, "撤回": DRAFTER, "作废": DRAFTER, "核稿通过": CHECKER, "送会签": CHECKER, "签发": SIGNER,
    "主要负责人签发": SIGNER, "不予签发": SIGNER, "复核通过": CHECKER, "编号": CLERK, "印制": CLERK, "用印": CLERK,
    "归档": CLERK, "撤销": SIGNER, "废止": SIGNER,
}  # fmt: skip


_PREPARED: dict[tuple[int, tuple[str, ...]], tuple[Path, str, datetime]] = {}


def course_after(home: Path, press: QuickPress, organs: int, *actions: str) -> Course:
    """A notice of so many organs after these acts, in an office of its own in `home`; prepared once a run."""
    kept, flow, at = _prepared(press, organs, actions)
    registry.close()
    shutil.copytree(kept, home)
    registry.open(home)
    return Course(flow, press, at)


def _prepared(press: QuickPress, organs: int, actions: tuple[str, ...]) -> tuple[Path, str, datetime]:
    key = (organs, actions)
    if key not in _PREPARED:
        folder = Path(tempfile.mkdtemp(prefix="gongwen-paper-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        if actions:
            course = course_after(folder / "office", press, organs, *actions[:-1])
            course.take(actions[-1])
        else:
            course = _opened(folder / "office", press, organs)
        registry.close()
        _PREPARED[key] = (folder / "office", course.flow, course.at)
    return _PREPARED[key]


def _opened(home: Path, press: QuickPress, organs: int) -> Course:
    an_office(home)
    profile = registry.profile()
    issuing = {**profile["issuing"], "joint": profile["issuing"]["joint"][:organs]}
    registry.set_profile({**profile, "issuing": issuing}, actor="开办人", now=BEGUN)
    fields = story("00")[0].said["paper"]["fields"]
    paper = desk.open_paper("领导小组成立通知", fields, actor=Actor(DRAFTER), now=BEGUN)
    return Course(paper.flow or "", press)


@dataclass
class Course:
    """One paper and the hands it passes through; `at` is the hour of the next one."""

    flow: str
    press: QuickPress
    at: datetime = field(default=BEGUN)

    def take(self, action: str, person: str = "", *, to: str = "", reason: str = "", **more: Any) -> registry.Receipt:
        """One act, by whoever usually does it, with the usual form (`form` replaces it)."""
        self.at += timedelta(hours=1)
        form = more.pop("form", FORMS.get(action, {}))
        return desk.take(
            self.flow, action, actor=Actor(person or WHO[action]), now=self.at, printer=self.press, form=form, to=to,
            reason=reason, **more,
        )  # fmt: skip

    def takes(self, actions: str) -> Course:
        """Several acts, one after another."""
        for action in actions.split():
            self.take(action)
        return self

    def back(self, to: str, person: str, reason: str = "请再核对。") -> registry.Receipt:
        """A return to an earlier stage."""
        return self.take("退回", person, to=to, reason=reason)

    def countersign(self, *organs: str) -> None:
        """会签 by these organs' own people, by all where none is named."""
        for organ in organs or tuple(ORGANS):
            self.take("会签", ORGANS[organ])

    def send_and_receive(self) -> None:
        """The paper sent to everybody on its list, and confirmed by everybody."""
        self.at += timedelta(hours=1)
        dispatch.send(self.flow, [], how="机要交换", actor=Actor(CLERK), now=self.at)
        for row in registry.recipients(self.paper.id):
            dispatch.receive(self.flow, row.name, by="收发室", actor=Actor(CLERK), now=self.at)

    @property
    def paper(self) -> registry.PaperRow:
        return registry.papers(flow=self.flow)[0]

    @property
    def case(self) -> registry.CaseRow:
        return registry.case(self.flow)

    @property
    def stage(self) -> str:
        return self.case.stage

    def opinions(self) -> list[tuple[str, str]]:
        """Who said what kind of thing, in order."""
        return [(row.person, row.kind) for row in registry.opinions(self.paper.id)]
