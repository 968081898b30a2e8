"""网址: the REST door's addresses, `/api/v1/…`; its description is `/api/v1/openapi.json`."""

from __future__ import annotations

from typing import Any

from gongwen.office.staffing import access
from gongwen.web.api import numbers, papers, projects, shapes
from gongwen.web.api.gate import TOLD, admits, api


@api.get("/me", response={200: shapes.Me, **TOLD}, operation_id="showMe", tags=["我"])
@admits(access.SIGNED_IN)
def me(request: Any) -> Any:
    """令牌代表谁。"""
    who = request.visitor
    return {"person": who.person, "roles": sorted(who.roles), "organs": sorted(who.organs)}


api.add_router("", projects.router)
api.add_router("", papers.router)
api.add_router("", numbers.router)

urlpatterns = api.urls[0]
