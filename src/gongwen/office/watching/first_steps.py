"""开办以后先做什么: the steps of an office in which no matter has been opened yet, in order, and which are done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongwen import registry
from gongwen.office.procedures import shelf
from gongwen.office.staffing import duty, roster


@dataclass(frozen=True)
class Step:
    """One thing to do: the register it is done in (`where`), what and why, what is there already, whether that will
    do."""

    where: str
    title: str
    why: str
    there: str
    done: bool


def steps(today: date) -> tuple[Step, ...]:
    """What to do first; empty once there is a case, for then the office is at work."""
    if registry.find_cases(registry.CaseQuery(), registry.Slice(limit=1)).rows:
        return ()
    on_duty = duty.today(today)
    made = tuple(_step(one, on_duty) for one in _STEPS)
    first = Step("project", "登记第一个项目", "立项以后，每一步由谁办、缺什么、几天办完，系统都会说。", "还没有", False)
    return (*made, first)


Look = Callable[[duty.OnDuty], tuple[str, bool]]


def _step(one: tuple[str, str, str, Look], on_duty: duty.OnDuty) -> Step:
    where, title, why, look = one
    return Step(where, title, why, *look(on_duty))


def _organs(on_duty: duty.OnDuty) -> tuple[str, bool]:
    found = registry.organs()
    return f"已登记 {len(found)} 个", len(found) > 1


def _people(on_duty: duty.OnDuty) -> tuple[str, bool]:
    """Whether every role of the projects' flow is held by somebody."""
    roles = shelf.definition(shelf.PROJECT_FLOW).roles
    missing = [role for role in roles if not on_duty.posts.get(role)]
    told = f"还没有人担任：{'、'.join(missing)}" if missing else "项目流程的每个角色都有人担任"
    return told, not missing


def _accounts(on_duty: duty.OnDuty) -> tuple[str, bool]:
    opened = {row.person for row in registry.accounts() if row.closed_at is None}
    holders = {post.person for posts in on_duty.posts.values() for post in posts}
    return f"{len(holders)} 个任职的人中 {len(holders & opened)} 个有账号", len(opened & holders) > 1


def _group(on_duty: duty.OnDuty) -> tuple[str, bool]:
    name = registry.profile()["group"]["name"]
    found = roster.members(name)
    return f"「{name}」现有 {len(found)} 名成员", bool(found)


def _templates(on_duty: duty.OnDuty) -> tuple[str, bool]:
    names = {row.name for row in registry.published_list("template")}
    return f"已有 {len(names)} 个模板可用，可以先看、改成本单位的用语", bool(names)


_STEPS: tuple[tuple[str, str, str, Look], ...] = (
    ("organs", "登记机关和单位", "发文机关、会签机关、项目单位都从这里选；代字、印章直径印在公文上。", _organs),
    ("people", "登记人员和任职", "谁能办哪一步，看他今天担任的角色；没有人担任的角色，事情会停在那里。", _people),
    ("accounts", "开通账号", "任职的人各有一个账号；项目单位也可以不开账号，凭一次性代码进入。", _accounts),
    ("roster", "核对领导小组名单", "成立通知、成员名单都从这里取，调整以后旧名单仍然查得到。", _group),
    ("procedures", "看一遍模板和流程", "每一步产生哪份文书、谁来办、几天办完，都写在这里，可以改。", _templates),
)
