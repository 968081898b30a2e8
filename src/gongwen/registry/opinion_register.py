"""意见: what people said about a paper (核稿, 签发 …), each on exactly the version it was given for."""

from __future__ import annotations

from datetime import datetime

from gongwen.errors import BadInput
from gongwen.registry import moments
from gongwen.registry.canonical import fingerprint
from gongwen.registry.models import Opinion, Paper, PaperVersion, Person
from gongwen.registry.paper_register import find, note
from gongwen.registry.transactions import writing
from gongwen.registry.values import OpinionRow


def add_opinion(
    paper_id: int,
    person: str,
    kind: str,
    text: str,
    version_sha: str,
    now: datetime,
    actor: str | None = None,
    *,
    role: str = "",
    organ: str = "",
    for_whom: str = "",
    substance: str = "",
) -> OpinionRow:
    """Record an opinion on the version whose DOCX or PDF has this SHA-256. A person's last opinion again is the same
    one. BadInput when the person or the version is not known. `actor` enters it for the person, who is the default;
    a deputy is the person and names the principal as `for_whom`. `substance` is that version's when left out."""
    with writing():
        row = find(paper_id)
        holder = Person.objects.filter(name=person).first()
        if holder is None:
            raise BadInput(f"没有登记人员「{person}」，请先登记人员，再签署意见。")
        seen = _version(row, version_sha)
        given = {
            "person": holder, "kind": kind, "text": text, "version_sha": version_sha, "role": role, "organ": organ,
            "for_whom": for_whom, "substance": substance or seen.substance,
        }  # fmt: skip
        last = row.opinions.order_by("-pk").first()
        if last and all(getattr(last, name) == value for name, value in given.items()):
            return _row(last)
        made = Opinion.objects.create(paper=row, at=moments.utc(now), **given)
        note(
            f"签署意见（{kind}）", row, actor=actor or person, now=now, person=person, version=version_sha,
            text=fingerprint(text), role=role, for_whom=for_whom, organ=organ, substance=made.substance,
        )  # fmt: skip
        return _row(made)


def opinions(paper_id: int) -> tuple[OpinionRow, ...]:
    """The paper's opinions, oldest first."""
    return tuple(_row(found) for found in find(paper_id).opinions.select_related("person").order_by("pk"))


def _version(row: Paper, sha: str) -> PaperVersion:
    """The version that these bytes belong to; the latest one where several do."""
    for version in reversed(row.versions.all()):
        if sha in (version.docx_id, version.pdf_id):
            return version
    raise BadInput(f"意见所指的稿本（{sha[:12]}…）不是文件「{row.title}」的稿本，请打开最新一稿后重新签署。")


def _row(found: Opinion) -> OpinionRow:
    return OpinionRow(
        id=found.pk,
        paper=found.paper_id,
        person=found.person.name,
        kind=found.kind,
        text=found.text,
        version_sha=found.version_sha,
        at=found.at,
        role=found.role,
        organ=found.organ,
        for_whom=found.for_whom,
        substance=found.substance,
    )
