"""标题: what cases and papers are called, masked as everybody may read it, for whole lists at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongwen import registry
from gongwen.office.staffing import privacy


def shown(cases: Mapping[str, registry.CaseRow]) -> dict[str, str]:
    """Of each of these cases (by code) its title, masked by what the case holds and what its project does."""
    above = {case.parent for case in cases.values() if case.parent} - cases.keys()
    known = {**cases, **(registry.cases_of(above) if above else {})}
    sights: dict[str, privacy.Sight] = {}

    def sight(code: str) -> privacy.Sight:
        if code not in sights:
            sights[code] = privacy.masked(known[code])
        return sights[code]

    own = {code: sight(code).text(case.title) for code, case in cases.items()}
    return {code: sight(case.parent).text(own[code]) if case.parent else own[code] for code, case in cases.items()}


def of_papers(found: Iterable[registry.ListedPaper]) -> dict[int, str]:
    """Of each of these papers (by id) its title, masked by its own fields and its project's."""
    return {one.paper.id: privacy.masked_title(one.paper, one.project) for one in found}
