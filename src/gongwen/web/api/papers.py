"""文书接口: papers listed, shown and handed out as files; files handed in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import File, Router, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile

from gongwen.office.answering import own_files
from gongwen.office.staffing import access
from gongwen.office.watching import handing_out, own_view, paper_list
from gongwen.office.watching.paging import Part
from gongwen.web.answers import stream_file
from gongwen.web.api import shapes
from gongwen.web.api.gate import TOLD, admits

router = Router(tags=["文书和文件"])
BINARY = {"type": "string", "format": "binary"}


@router.get("/papers", response={200: shapes.PaperPage, **TOLD}, operation_id="listPapers")
@admits(access.SIGNED_IN)
def listed(
    request: Any,
    template: shapes.Asked = "",
    state: shapes.Asked = "",
    year: shapes.Asked = "",
    page: shapes.Number = 1,
    size: shapes.Size = 50,
) -> Any:
    """文书，后登记的在前；只列与你有关的。"""
    found = paper_list.papers(paper_list.PaperFilter(template, state, year), who=request.visitor, part=Part(page, size))
    rows = ({**row, "project": row["project"] or None, "flow": row["flow"] or None} for row in found.rows)
    return {"total": found.total, "items": list(rows)}


@router.get("/papers/{flow}", response={200: shapes.PaperWhole, **TOLD}, operation_id="showPaper")
@admits(access.PAPER)
def shown(request: Any, flow: shapes.Code) -> Any:
    """一份公文的全部；收文单位只看到印发的结果，没有意见、会签、稿本和办理经过。"""
    return own_view.paper(flow, who=request.visitor, now=request.now)


@router.get(
    "/papers/{flow}/files/{kind}",
    response={200: bytes, **TOLD},
    operation_id="fetchPaper",
    openapi_extra={
        "responses": {200: {"content": {handing_out.PDF: {"schema": BINARY}, handing_out.DOCX: {"schema": BINARY}}}}
    },
)
@admits(access.PAPER)
def fetched(request: Any, flow: shapes.Code, kind: Literal["docx", "pdf"]) -> HttpResponse:
    """最新一稿的 Word 文件或 PDF；含个人信息的，只给职责相关的人，并记入日志。"""
    for one in handing_out.latest(flow, actor=request.actor, now=request.now):
        if one.name.endswith(kind):
            return stream_file(one.content, one.name, one.media_type)
    raise HttpError(404, "这份公文还没有排版，请稍后再取。")


@router.post("/files", response={201: shapes.Kept, **TOLD}, operation_id="handInFile")
@admits(access.SIGNED_IN)
def kept(request: Any, file: Annotated[UploadedFile | None, File()] = None) -> Any:
    """交一个文件（PDF、JPG、PNG），得到它的 SHA-256；没有内容的不收。办理时只能填自己交的文件。"""
    name, content = (file.name or "文件", file.read()) if file else ("文件", b"")
    sha = own_files.keep(name, content, actor=request.actor, now=request.now)
    return Status(201, {"sha": sha, "name": name, "size": len(content)})
