"""文号接口: the ledger of numbers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from ninja import Query, Router

from gongwen.office.paperwork import number_page
from gongwen.office.staffing import access
from gongwen.web.api import shapes
from gongwen.web.api.gate import TOLD, admits

router = Router(tags=["文号"])


@router.get("/numbers", response={200: shapes.Ledger, **TOLD}, operation_id="showNumbers")
@admits(access.STAFF)
def shown(
    request: Any,
    series: shapes.Asked = "",
    year: Annotated[int | None, Query(ge=1949, le=9999)] = None,
) -> Any:
    """文号台账：每个代字每年从第一号到最后一号，逐号有着落。"""
    return asdict(number_page.page(series or None, year, now=request.now))
