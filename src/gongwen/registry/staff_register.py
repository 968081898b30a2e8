"""人员: people, and the posts and roles they hold from one day to another."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Q

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal
from gongwen.registry.looking import once
from gongwen.registry.models import Appointment, Organ, Person
from gongwen.registry.organ_register import organ as organ_row
from gongwen.registry.transactions import writing
from gongwen.registry.values import AppointmentRow, PersonRow


def add_person(name: str, phone: str = "", *, actor: str, now: datetime) -> PersonRow:
    """Register a person. The same again changes nothing; another phone under the same name is Refused."""
    if not name.strip():
        raise BadInput("人员姓名不能为空，请填写。")
    with writing():
        known = Person.objects.filter(name=name).first()
        if known and known.phone != phone:
            raise Refused(
                f"人员「{name}」已登记，电话与这次不同；如是同名的另一人，请在姓名后加注单位，如「{name}（财政局）」。"
            )
        if not known:
            Person.objects.create(name=name, phone=phone)
            journal.append("登记人员", actor=actor, now=now, person=name)
        return PersonRow(name=name, phone=phone)


def people() -> tuple[PersonRow, ...]:
    """All persons in the order they were registered."""
    return tuple(PersonRow(name=found.name, phone=found.phone) for found in Person.objects.order_by("id"))


@once
def on_file(name: str) -> bool:
    """Whether somebody of this name is on file."""
    return Person.objects.filter(name=name).exists()


def appoint(
    person: str,
    organ: str,
    post: str,
    roles: Iterable[str],
    starts: date,
    ends: date | None = None,
    *,
    actor: str,
    now: datetime,
) -> AppointmentRow:
    """Give a person a post and its workflow roles. The same again changes nothing; a changed one is Refused."""
    wanted = AppointmentRow(
        person=person, organ=organ_row(organ).name, post=post, roles=tuple(roles), starts=starts, ends=ends
    )
    if ends and ends < starts:
        raise BadInput(f"「{person}」任「{post}」的截止日期早于开始日期，请改正。")
    with writing():
        known = _appointments().filter(person__name=person, organ__name=wanted.organ, post=post, starts=starts).first()
        if known and _row(known) != wanted:
            raise Refused(f"「{person}」自 {starts} 任「{post}」已登记，内容与这次不同；免职或调整请另行登记截止日期。")
        if not known:
            _insert(wanted)
            journal.append("登记任职", actor=actor, now=now, person=person, organ=wanted.organ, post=post)
        return wanted


def end_appointment(person: str, organ: str, post: str, last_day: date, *, actor: str, now: datetime) -> AppointmentRow:
    """Let a post end on this day, its last. BadInput when the person does not hold it then."""
    name = organ_row(organ).name
    with writing():
        held = _appointments().filter(person__name=person, organ__name=name, post=post, starts__lte=last_day)
        known = held.filter(Q(ends=None) | Q(ends__gte=last_day)).order_by("-starts").first()
        if known is None:
            raise BadInput(f"「{person}」在 {last_day} 没有担任「{name}」的「{post}」，请核对。")
        if known.ends != last_day:
            Appointment.objects.filter(pk=known.pk).update(ends=last_day)
            journal.append("登记免职", actor=actor, now=now, person=person, organ=name, post=post, ends=last_day)
        known.ends = last_day
        return _row(known)


@once
def appointments(
    on: date | None, person: str | None = None, role: str | None = None, *, persons: Collection[str] | None = None
) -> tuple[AppointmentRow, ...]:
    """The posts held on that day (None: all there ever were), of one person (or of several) or carrying one role where
    given."""
    held = Appointment.objects.order_by("id")
    held = held if on is None else held.filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on)
    whose = [person] if person is not None else persons
    held = held if whose is None else held.filter(person__name__in=whose)
    columns = ("person__name", "organ__name", "post", "roles", "starts", "ends")
    return tuple(
        AppointmentRow(person=who, organ=organ, post=post, roles=tuple(roles), starts=starts, ends=ends)
        for who, organ, post, roles, starts, ends in held.values_list(*columns)
        if role is None or role in roles
    )


def _insert(row: AppointmentRow) -> None:
    holder = Person.objects.filter(name=row.person).first()
    if holder is None:
        raise BadInput(f"没有登记人员「{row.person}」，请先登记人员，再登记任职。")
    Appointment.objects.create(
        person=holder,
        organ=Organ.objects.get(name=row.organ),
        post=row.post,
        roles=list(row.roles),
        starts=row.starts,
        ends=row.ends,
    )


def _appointments():  # type: ignore[no-untyped-def]
    return Appointment.objects.select_related("person", "organ")


def _row(found: Appointment) -> AppointmentRow:
    return AppointmentRow(
        person=found.person.name,
        organ=found.organ.name,
        post=found.post,
        roles=tuple(found.roles),
        starts=found.starts,
        ends=found.ends,
    )
