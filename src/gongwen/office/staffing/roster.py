"""名单: who is in the leading group on a day, and what a proposed change makes of its list.

An office founded before terms were kept has its members only in its particulars: they count as members from its first
day, and are written down as terms by the first change that takes effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.document.names import unpad
from gongwen.errors import BadInput, Refused
from gongwen.registry import MembershipRow

POSTS = (
    "第一组长", "组长", "召集人", "第一副组长", "常务副组长", "副组长", "副召集人", "成员",
    "办公室主任", "办公室副主任", "办公室成员", "联络员",
)  # fmt: skip
"""The order of a list: within a post who came earlier stands first; posts not named here stand behind all others."""

FOUNDING_BASIS = "开办时的名单"
COLUMNS = {"post": "组内职务", "name": "姓名", "title": "职务", "organ": "所在单位", "starts": "自"}
HISTORY_COLUMNS = {
    "name": "姓名", "post": "组内职务", "title": "职务", "starts": "自", "ends": "至", "basis": "列入依据",
    "end_basis": "移出依据",
}  # fmt: skip


def group_name() -> str:
    """The office's own leading group."""
    return registry.profile()["group"]["name"]


def members(group: str, on: date | None = None) -> tuple[MembershipRow, ...]:
    """The group's list of that day; without a day, the list that the next change starts from."""
    return _in_order(registry.members(group, on) or _before_terms(group))


def for_paper(group: str, on: date) -> tuple[MembershipRow, ...]:
    """The list that a paper of that day prints. The paper that founds a group is older than its list: it prints the
    first one."""
    found = members(group, on)
    terms = () if found else registry.memberships(group)
    return found or (members(group, terms[0].starts) if terms and on < terms[0].starts else ())


def history(group: str) -> tuple[MembershipRow, ...]:
    """Every term of the group, the earliest first."""
    return registry.memberships(group) or _before_terms(group)


def particulars(on: date, case: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What a paper's `group.…` sources reach: name, members, office_organ, office_director of that day; of a group
    that the case is about, its own."""
    profile, about = dict(registry.profile()["group"]), case or {}
    name = about.get("group") or profile["name"]
    rows = about.get("new_members") or [as_member(row) for row in for_paper(name, on)]
    directors = [row.name for row in members(office_of(profile["name"]), on) if row.post == "办公室主任"]
    head = (*directors, profile["office_director"])[0]
    office = {
        "office_organ": about.get("office_organ") or profile["office_organ"],
        "office_director": about.get("office_director") or head,
    }
    return profile | {"name": name, "members": rows} | office


def office_of(group: str) -> str:
    """Whose staff is listed apart from the group's members: its office."""
    return f"{group}办公室"


def as_member(row: MembershipRow) -> dict[str, Any]:
    """A term as a line of a paper's member list."""
    return {"post": row.post, "name": row.name, "title": row.title, "organ": row.organ}


def shown(row: MembershipRow) -> dict[str, Any]:
    """A term as a row to be shown."""
    return {name: getattr(row, name) for name in MembershipRow.__dataclass_fields__}


def enter(
    group: str,
    rows: Iterable[Mapping[str, Any]],
    starts: date,
    basis: str,
    *,
    actor: str,
    now: datetime,
    case: str = "",
) -> None:
    """Write a whole list down as terms that begin on this day, in its order; repeated, it changes nothing."""

    def entered() -> None:
        for rank, row in enumerate(rows, 1):
            registry.begin_membership(term_of(group, row, rank, starts, basis), case=case, actor=actor, now=now)

    registry.within(entered)


def keep_old_list(group: str, *, actor: str, now: datetime) -> None:
    """Write down the list that an older office has only in its particulars, from its first day on."""
    rows = [as_member(row) for row in _before_terms(group)]
    if rows:
        enter(group, rows, registry.first_day() or date.min, FOUNDING_BASIS, actor=actor, now=now)


def term_of(group: str, row: Mapping[str, Any], rank: int, starts: date, basis: str) -> MembershipRow:
    """A line of a member list as a term; an organ not named is the one that the title begins with."""
    return MembershipRow(
        group=group,
        post=row["post"],
        name=row["name"],
        title=row.get("title") or "",
        organ=row.get("organ") or organ_in(row.get("title") or ""),
        rank=rank,
        starts=starts,
        basis=basis,
    )


def organ_in(title: str) -> str:
    """The registered organ whose name a title begins with: 市民政局局长 → 青禾市民政局; empty when none or several."""
    found = {
        (len(called), organ.name)
        for organ in registry.organs()
        for called in (organ.name, organ.short)
        if called and title.startswith(called)
    }
    longest = {name for length, name in found if length == max(found)[0]}
    return longest.pop() if len(longest) == 1 else ""


def changed(group: str, leaving: Iterable[Mapping[str, Any]], joining: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What a change makes of the list in force: `left`, the leaving as they are listed now; `joined`, the newcomers;
    `new_members`, the whole new list. BadInput tells everything that does not fit, each with what to do."""
    now = {row.name: row for row in members(group)}
    gone, coming = [unpad(row["name"]) for row in leaving], tuple(joining)
    faults = [f"调出的「{name}」不在「{group}」现行名单中，请核对姓名，或删去。" for name in gone if name not in now]
    faults += [f"调出的「{name}」列了{gone.count(name)}次，请删去重复的。" for name in repeated(gone)]
    stay = {name: row for name, row in now.items() if name not in gone}
    faults += _joining_faults(group, coming, stay)
    if faults:
        raise BadInput.of(faults)
    new = placed(stay.values(), coming, group)
    if not new:
        raise BadInput(f"调整后「{group}」没有成员，请核对调出和调入。")
    return {
        "left": [as_member(now[name]) for name in gone],
        "joined": [as_member(row) for row in placed((), coming, group)],
        "new_members": [as_member(row) for row in new],
    }


def placed(
    stay: Iterable[MembershipRow], joining: Iterable[Mapping[str, Any]], group: str
) -> tuple[MembershipRow, ...]:
    """The list with its newcomers, each behind those of the same post."""
    new = [term_of(group, {**row, "name": unpad(row["name"])}, 0, date.max, "") for row in joining]
    return _in_order((*stay, *new))


def take_effect(
    group: str,
    *,
    leaving: Iterable[Mapping[str, Any]],
    joining: Iterable[Mapping[str, Any]],
    starts: date,
    basis: str,
    case: str,
    actor: str,
    now: datetime,
) -> None:
    """End and begin the terms of a change, the last old day being the one before `starts`; repeated, it changes
    nothing. Refused or BadInput when a term does not fit the day."""
    hand = {"actor": actor, "now": now}
    keep_old_list(group, **hand)
    for row in leaving:
        name = unpad(row["name"])
        _refuse_same_day(group, name, starts)
        registry.end_membership(group, name, starts - timedelta(days=1), basis, case=case, **hand)
    for row in joining:
        registry.begin_membership(term_of(group, row, 0, starts, basis), case=case, **hand)


def _refuse_same_day(group: str, name: str, starts: date) -> None:
    """A term has at least one day: who came with a notice of that day or later cannot have left before it."""
    late = [row for row in registry.memberships(group, name) if row.starts >= starts and row.ends is None]
    if late:
        raise Refused(
            f"「{name}」自 {late[0].starts} 才列入「{group}」名单（{late[0].basis}），不能按 {starts} 的文件调出；"
            "请撤销该文件，改日重新印发。"
        )


def _joining_faults(group: str, joining: Iterable[Mapping[str, Any]], stay: Mapping[str, MembershipRow]) -> list[str]:
    rows = tuple(joining)
    names = [unpad(row["name"]) for row in rows]
    faults = [f"调入的「{name}」列了{names.count(name)}次，请删去重复的。" for name in repeated(names)]
    for held in (stay[name] for name in names if name in stay):
        faults.append(
            f"调入的「{held.name}」已是「{group}」{held.post}（{held.title}）；职务变动的，请同时写调出；"
            f"同名的另一人，请在姓名后加注单位。"
        )
    return faults + [fault for row in rows for fault in row_faults(row, "调入的")]


def row_faults(row: Mapping[str, Any], who: str) -> list[str]:
    """What a newcomer's line (`who`: 调入的, 拟任成员) lacks, or names that is not on record."""
    labels = {"post": "组内职务", "title": "职务"}
    faults = [f"{who}「{row['name']}」缺{label}，请补填。" for name, label in labels.items() if not row.get(name)]
    return faults + unknown_organ(row.get("organ"), f"{who}「{row['name']}」的所在单位")


def unknown_organ(name: str | None, what: str) -> list[str]:
    """The fault of an organ that is not on record; none for no organ."""
    try:
        if name:
            registry.organ(name)
    except BadInput as error:
        return [f"{what}：{fault}" for fault in error.faults]
    return []


def _before_terms(group: str) -> tuple[MembershipRow, ...]:
    """The list of an office that has never kept terms: the one in its particulars, whatever the day."""
    profile = registry.profile()["group"]
    rows = profile.get("members") or ()
    if group != profile["name"] or registry.memberships(group):
        return ()
    since = registry.first_day() or date.min
    return tuple(term_of(group, row, rank, since, FOUNDING_BASIS) for rank, row in enumerate(rows, 1))


def _in_order(rows: Iterable[MembershipRow]) -> tuple[MembershipRow, ...]:
    """By post; within a post as they stand."""
    return tuple(sorted(rows, key=lambda row: POSTS.index(row.post) if row.post in POSTS else len(POSTS)))


def repeated(names: list[str]) -> list[str]:
    """The names that are listed more than once, each once."""
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]
