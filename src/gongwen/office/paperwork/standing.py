"""意见的效力: which opinions on a paper stand for what it says now, by rule alone; nothing here reads a record.

An opinion is on what its giver saw. It stands while the paper says just that, and also when every change since is a
文字更正 that the last signer accepted; it stands again when the paper goes back to what they saw (条例 25(1)).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongwen.office import people
from gongwen.registry import OpinionRow, VersionRow

REVIEW, COUNTERSIGN, SIGN, RECHECK = "核稿", "会签", "签发", "复核"
PROTOCOL = (REVIEW, COUNTERSIGN, SIGN, RECHECK)
"""Kinds of opinion that let a paper go on, in the order shown; all others are returns and the like."""
ACCEPTED, REJECTED = "认可文字更正", "不认可文字更正"


@dataclass(frozen=True)
class Standing:
    """One opinion in force or re-opened: who gave it for which organ, on which version (`no`), and why it stands or
    does not. `principal` is the person whose opinion it is when a deputy gave it."""

    person: str
    organ: str
    kind: str
    stands: bool
    why: str
    principal: str = ""
    role: str = ""
    text: str = ""
    no: int = 0
    at: datetime | None = None
    giver: tuple[str, str] = ("", "")
    """Who gave it, and for whom as a deputy."""

    @property
    def party(self) -> str:
        """Whose word it is: of 会签 the organ's, else the person's."""
        return self.organ if self.kind == COUNTERSIGN and self.organ else self.principal


@dataclass(frozen=True)
class Course:
    """The versions of a paper that hold a text, oldest first, with the digest of what each says by its number, and all
    opinions, oldest first; `organs` is the order in which organs are named."""

    versions: Sequence[VersionRow]
    says: Mapping[int, str]
    opinions: Sequence[OpinionRow]
    organs: Sequence[str] = ()

    @property
    def present(self) -> VersionRow | None:
        """The version that counts now."""
        return self.versions[-1] if self.versions else None

    def until(self, no: int) -> Course:
        """The course as it was when version `no` was the present one."""
        kept = tuple(version for version in self.versions if version.no <= no)
        shas = {sha for version in kept for sha in (version.docx_sha, version.pdf_sha)}
        return Course(kept, self.says, [one for one in self.opinions if one.version_sha in shas], self.organs)

    def seen(self, opinion: OpinionRow) -> VersionRow | None:
        """The version an opinion was given on; of several with the same bytes the last that was there by then."""
        same = [one for one in self.versions if opinion.version_sha in (one.docx_sha, one.pdf_sha)]
        return next((one for one in reversed(same) if one.at <= opinion.at), same[0] if same else None)

    def verdict(self, version: VersionRow) -> str | None:
        """ACCEPTED or REJECTED, whatever was said last of a version declared a 文字更正; None while it is pending."""
        said = [one.kind for one in self.opinions if one.version_sha == version.docx_sha]
        return next((kind for kind in reversed(said) if kind in (ACCEPTED, REJECTED)), None)


def standing(course: Course) -> tuple[Standing, ...]:
    """Of everyone whose word lets the paper go on the opinion that stands, else their last; in protocol order."""
    found: dict[tuple[str, str], Standing] = {}
    for opinion in course.opinions:
        if opinion.kind in PROTOCOL:
            judged, before = _judged(opinion, course), found.get(_party(opinion))
            found[_party(opinion)] = before if before and before.stands and not judged.stands else judged
    return tuple(sorted(found.values(), key=lambda one: _place(one, course)))


def carried(course: Course, substance: str) -> frozenset[str]:
    """Everything that an opinion on this substance stands for: itself, and what accepted corrections made of it."""
    reached, left = {substance}, [substance]
    steps = list(_corrections(course))
    while left:
        here = left.pop()
        for before, after in steps:
            if before == here and after not in reached:
                reached.add(after)
                left.append(after)
    return frozenset(reached)


def pending(course: Course) -> VersionRow | None:
    """The present version when it is declared a 文字更正 and nobody has judged it yet."""
    present = course.present
    return present if present and present.corrects is not None and course.verdict(present) is None else None


def base(course: Course) -> VersionRow | None:
    """The last version for which anybody's opinion stands: what a 文字更正 is a correction of."""
    for version in reversed(course.versions):
        if any(one.stands for one in standing(course.until(version.no))):
            return version
    return None


def last_signer(course: Course) -> Standing | None:
    """Who judges a 文字更正 of the present version: the last whose 签发 stands, else 会签, else 核稿."""
    stood = [one for one in standing(course) if one.stands]
    for kind in (SIGN, COUNTERSIGN, REVIEW):
        if given := [one for one in stood if one.kind == kind]:
            return max(given, key=lambda one: (one.at is not None, one.at))
    return None


def _corrections(course: Course) -> Iterator[tuple[str, str]]:
    """What was accepted as no more than a 文字更正: from what to what."""
    for version in course.versions:
        if version.corrects is not None and course.verdict(version) == ACCEPTED:
            yield course.says[version.corrects], course.says[version.no]


def _judged(opinion: OpinionRow, course: Course) -> Standing:
    seen = course.seen(opinion)
    stands, why = _verdict(opinion, seen, course)
    principal = opinion.for_whom or opinion.person
    return Standing(
        person=people.acting(opinion.person, opinion.for_whom),
        organ=opinion.organ, kind=opinion.kind, stands=stands, why=why, principal=principal, role=opinion.role,
        text=opinion.text, no=seen.no if seen else 0, at=opinion.at, giver=(opinion.person, opinion.for_whom),
    )  # fmt: skip


def _verdict(opinion: OpinionRow, seen: VersionRow | None, course: Course) -> tuple[bool, str]:
    """Whether the opinion stands for the present version, and why."""
    back = _taken_back(opinion, course.opinions)
    if back:
        return False, f"其后已退回（{back.kind}）"
    present = course.present
    if seen is None or present is None:
        return False, "所见稿本不在台账"
    now = course.says[present.no]
    if now == course.says[seen.no]:
        between = (course.says[one.no] for one in course.versions if one.no > seen.no)
        same = all(says == now for says in between)
        return True, "所见即现稿" if same else f"现稿已改回所见第{seen.no}稿的内容"
    if now in carried(course, course.says[seen.no]):
        return True, f"所见第{seen.no}稿，此后只作文字更正，已经认可"
    if pending(course):
        return False, f"所见第{seen.no}稿，第{present.no}稿声明为文字更正，尚待认可"
    return False, f"所见第{seen.no}稿，此后内容有改动"


def _taken_back(opinion: OpinionRow, opinions: Iterable[OpinionRow]) -> OpinionRow | None:
    """A later return by the same person, or of the same countersigning organ, in the same role."""
    return next(
        (
            one
            for one in opinions
            if one.id > opinion.id and one.kind not in (*PROTOCOL, ACCEPTED, REJECTED) and _same_voice(one, opinion)
        ),
        None,
    )


def _same_voice(one: OpinionRow, other: OpinionRow) -> bool:
    if one.role and other.role and one.role != other.role:
        return False
    person = (one.for_whom or one.person) == (other.for_whom or other.person)
    return person or bool(other.kind == COUNTERSIGN and one.organ and one.organ == other.organ)


def _party(opinion: OpinionRow) -> tuple[str, str]:
    """Whose opinion it is, and of which kind: the next one of the same takes its place."""
    whose = opinion.organ if opinion.kind == COUNTERSIGN and opinion.organ else opinion.for_whom or opinion.person
    return opinion.kind, whose


def _place(one: Standing, course: Course) -> tuple[int, int, int, str]:
    """Where an opinion is shown: by kind, then as the paper names the organs."""
    organs = list(course.organs)
    rank = organs.index(one.organ) if one.organ in organs else len(organs)
    return PROTOCOL.index(one.kind), rank, one.no, one.person
