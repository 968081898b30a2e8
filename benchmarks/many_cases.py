"""十万件事项: a large office for the load benchmark, its rows equal in kind to what the office itself writes.

A few matters are first really gone through, act by act, on an ordinary office (only the printing is left out), each to
the point at which it is to stand: opened, submitted, approved with its reply in 发文, inspected, withdrawn, filed. Each
is then repeated with all that hangs on it (events, jobs, tasks, papers, versions, opinions, numbers, recipients), under
codes, serials, titles, units and days of its own. The journal tells every act of every repetition, in one chain with
what the office wrote itself; at the end the whole of it is verified.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import repeating
from gongwen import registry
from gongwen.office import demo, desk
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.staffing import calendar
from kit.office import an_office, story
from kit.quick import QuickPress, quick

FIRST_YEAR = 2016
RUNNING_SHARE = 0.05
STANDS = {"申报": "立项", "审核": "提交", "起草合同": "批准立项", "检查通知": "签订"}
"""Where a running matter is to stand, and the act of the story after which it stands there."""
MIX = {"撤回在申报": 0.46, "撤回在审核": 0.42, "归档": 0.12}
"""Which matters the closed cases are of, by their number of cases."""
RUNNING_MIX = {"申报": 0.2, "审核": 0.5, "起草合同": 0.2, "检查通知": 0.1}
TOWNS = [
    f"{one}{two}" for one in "青清临望柳溪云松石桃竹枫" for two in ("溪镇", "河镇", "山乡", "坪村", "湾村", "岭乡")
]
MATTERS = ("就业增收帮扶", "住房修缮", "助学", "汛期救助", "慰问走访", "医疗救助", "产业帮扶", "饮水改造", "养老照护")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安宁康平文华明远思齐雅静若兰知行"


def an_office_of(home: Path, cases: int, people: int, now: datetime, *, seed: int = 1) -> None:
    """Found a large office in `home` and leave it open: so many cases, a twentieth of them running, so many people."""
    patch = pytest.MonkeyPatch()
    try:
        press = quick(patch)
        with tempfile.TemporaryDirectory() as folder:
            families = _gone_through(Path(folder), press)
            an_office(home)
            for sha, name, media_type, data in _files(Path(folder) / "whole", home):
                assert registry.put(data, name, media_type).sha == sha
    finally:
        patch.undo()
    chance = random.Random(seed)
    units = registry.within(lambda: _units(now))
    registry.within(lambda: _people(people, units, now))
    called = [f"{town}{matter}项目" for town in TOWNS for matter in MATTERS]
    repeating.Copies(chance, units, called).write(_planned(families, cases, now, chance))
    registry.count_deadlines("")
    calendar.bring_up_to_date()
    registry.verify_journal()


def _gone_through(folder: Path, press: QuickPress) -> dict[str, repeating.Family]:
    """The families, by where they stand."""
    home, made = folder / "whole", dict[str, repeating.Family]()
    an_office(home)
    from kit.office import _script  # the acts of the demonstration, read once a run

    flow, _ = _script()
    acts = story("01")
    for act in acts:
        demo.play(act, flow, press, lambda told: None)
        done = "立项" if act is acts[0] else act.said.get("do")
        for stand, after in STANDS.items():
            if done == after and stand not in made:
                made[stand] = repeating.read()
                if stand in ("申报", "审核"):
                    made[f"撤回在{stand}"] = _withdrawn(home, folder / stand)
    made["归档"] = repeating.read()
    registry.close()
    return made


def _withdrawn(home: Path, copy: Path) -> repeating.Family:
    """What became of the matter had the unit withdrawn it here."""
    registry.close()
    shutil.copytree(home, copy)
    registry.open(copy)
    case = registry.cases(workflow="project")[0]
    at = max(event.at for event in registry.events(case.code)) + timedelta(days=2)
    posts = registry.appointments(day_of(at), role="项目单位")
    leader = next(row.person for row in posts if row.organ == case.unit)
    desk.take(case.code, "撤回申报", actor=Actor(leader), now=at, printer=None, reason="材料另行准备")
    family = repeating.read()
    registry.close()
    registry.open(home)
    return family


def _files(source: Path, home: Path) -> Iterator[tuple[str, str, str, bytes]]:
    """Every file of the store that the families' papers name."""
    registry.open(source)
    from gongwen.registry.models import File

    kept = [(row.sha, row.name, row.media_type, registry.get(row.sha)) for row in File.objects.all()]
    registry.open(home)
    yield from kept


def _units(now: datetime) -> list[str]:
    """A unit for every town, under one of the counties."""
    by: dict[str, Any] = {"actor": "开办人", "now": now}
    names = [f"{town}人民政府" if town[-1] in "镇乡" else f"{town}村民委员会" for town in TOWNS]
    for name in names:
        registry.add_organ(registry.OrganRow(name=name, short=name[:3]), **by)
    return names


def _people(count: int, units: list[str], now: datetime) -> None:
    """Half of them review, and half of those decide; the others are of the units, in turn."""
    by: dict[str, Any] = {"actor": "开办人", "now": now}
    office = registry.profile()["office"]["name"]
    for number in range(count):
        name = person(number)
        registry.add_person(name, **by)
        if number % 10 < 7:
            roles, organ = ("审核人",) if number % 2 else ("负责人",), office
        else:
            roles, organ = ("项目单位",), units[number % len(units)]
        registry.appoint(name, organ, "科员", roles, date(FIRST_YEAR, 1, 4), **by)


def person(number: int) -> str:
    """The name of the `number`-th of the people."""
    first, rest = divmod(number, len(SURNAMES))
    second, third = divmod(first, len(GIVEN))
    return f"{SURNAMES[rest]}{GIVEN[third]}{GIVEN[second]}"


def _planned(
    families: Mapping[str, repeating.Family], cases: int, now: datetime, chance: random.Random
) -> list[tuple[datetime, repeating.Family]]:
    """Which matter was opened when, in the order of their opening."""
    plan: list[tuple[datetime, repeating.Family]] = []
    running = cases * RUNNING_SHARE
    for mix, of in ((MIX, cases - running), (RUNNING_MIX, running)):
        for stand, share in mix.items():
            family = families[stand]
            for _ in range(max(1, round(of * share / family.cases))):
                plan.append((_opened(family, stand in STANDS, now, chance), family))
    return sorted(plan, key=lambda one: one[0])


def _opened(family: repeating.Family, running: bool, now: datetime, chance: random.Random) -> datetime:
    """A running matter came where it is within the last weeks; a closed one any day since the office began."""
    took = family.ended - family.begun
    latest = now - took - timedelta(days=1)
    if running:
        return latest - timedelta(days=chance.randrange(25), minutes=chance.randrange(600))
    first = datetime(FIRST_YEAR, 1, 4, 1, tzinfo=UTC)
    return first + timedelta(minutes=chance.randrange(int((latest - first) / timedelta(minutes=1))))
