"""文书接口: papers listed, shown and handed out as files; files handed in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import File, Router, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile

from gongwen.office.records import uploads
from gongwen.office.staffing import access
from gongwen.office.watching import handing_out, paper_view, views
from gongwen.web.answers import stream_file
from gongwen.web.api import shapes
from gongwen.web.api.gate import TOLD, admits
from gongwen.web.api.projects import Limit, Offset

router = Router(tags=["文书和文件"])
BINARY = {"type": "string", "format": "binary"}


@router.get("/papers", response={200: shapes.PaperPage, **TOLD}, operation_id="listPapers")
@admits(access.SIGNED_IN)
def listed(
    request: Any,
    project: shapes.Asked = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """文书，按登记先后；只列与你有关的。"""
    rows = views.papers(project or None)
    rows = [row for row in rows if access.sees_case(request.visitor, row["flow"] or row["project"] or "")]
    return {"total": len(rows), "items": rows[offset : offset + limit]}


@router.get("/papers/{flow}", response={200: shapes.PaperWhole, **TOLD}, operation_id="showPaper")
@admits(access.PAPER)
def shown(request: Any, flow: shapes.Code) -> Any:
    """一份公文的全部。"""
    return paper_view.show(flow, request.now)


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
    """交一个文件（PDF、JPG、PNG），得到它的 SHA-256；没有内容的不收。"""
    name, content = (file.name or "文件", file.read()) if file else ("文件", b"")
    return Status(201, {"sha": uploads.keep(name, content), "name": name, "size": len(content)})
