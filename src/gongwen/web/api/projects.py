"""项目接口: projects and other matters: listed, opened, shown, moved on."""

from __future__ import annotations

from typing import Any

from ninja import Router, Status

from gongwen.office import desk
from gongwen.office.answering import awaited, own_files
from gongwen.office.ruling import explaining
from gongwen.office.staffing import access
from gongwen.office.watching import listing, own_view, views
from gongwen.office.watching.paging import Part
from gongwen.web.api import shapes
from gongwen.web.api.gate import TOLD, admits, key_of

router = Router(tags=["项目和办理"])


@router.get("/projects", response={200: shapes.ProjectPage, **TOLD}, operation_id="listProjects")
@admits(access.SIGNED_IN)
def listed(
    request: Any,
    flow: shapes.Asked = "",
    phase: shapes.Asked = "",
    stage: shapes.Asked = "",
    unit: shapes.Asked = "",
    kind: shapes.Asked = "",
    state: shapes.Asked = "",
    year: shapes.Asked = "",
    page: shapes.Number = 1,
    size: shapes.Size = 50,
) -> Any:
    """项目和其他事项，后登记的在前；只列与你有关的。"""
    chosen = listing.CaseFilter(flow, phase, stage, unit, kind, state, year)
    found = listing.cases(chosen, who=request.visitor, now=request.now, part=Part(page, size))
    return {"total": found.total, "items": found.rows}


@router.post("/projects", response={201: shapes.Project, **TOLD}, operation_id="openProject")
@admits(access.SIGNED_IN)
def opened(request: Any, new: shapes.NewProject) -> Any:
    """登记一个项目。"""
    case = desk.open_project(
        new.title, kind=new.kind, unit=new.unit, flow=new.flow, key=key_of(request, new.key),
        actor=request.actor, now=request.now,
    )  # fmt: skip
    return Status(201, views.case_row(case, now=request.now))


@router.get("/projects/{code}", response={200: shapes.ProjectWhole, **TOLD}, operation_id="showProject")
@admits(access.CASE)
def shown(request: Any, code: shapes.Code) -> Any:
    """一个项目的全部，个人信息遮盖显示；项目单位看不到没有印发的公文。"""
    return own_view.project(code, who=request.visitor, now=request.now)


@router.get("/projects/{code}/moves", response={200: list[shapes.Option], **TOLD}, operation_id="listMoves")
@admits(access.CASE)
def moves(request: Any, code: shapes.Code) -> Any:
    """现在可以办什么，谁能办，缺什么；公文的发文编号也可以查。"""
    return explaining.explain(code, actor=request.actor, now=request.now)


@router.post("/projects/{code}/moves", response={200: shapes.Receipt, **TOLD}, operation_id="takeMove")
@admits(access.CASE)
def moved(request: Any, code: shapes.Code, move: shapes.Move) -> Any:
    """办理一步；排版、编号等随后由后台完成，可在 jobs 里看进度。"""
    awaited.require_matching(code, move.action, request.actor, request.now)
    own_files.require(code, move.action, move.form, actor=request.actor)
    receipt = desk.take(
        code, move.action, form=move.form, reason=move.reason, to=move.to, party=move.party,
        key=key_of(request, move.key), actor=request.actor, now=request.now, printer=None,
    )  # fmt: skip
    return views.receipt(receipt)


@router.get("/projects/{code}/jobs", response={200: list[shapes.Job], **TOLD}, operation_id="listJobs")
@admits(access.CASE)
def jobs(request: Any, code: shapes.Code) -> Any:
    """这个事项还欠办的后台工作。"""
    return own_view.project(code, who=request.visitor, now=request.now)["jobs"]
