"""接口的门: a token instead of a session, the same rules, and refusals as JSON sentences."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from gongwen.errors import BadInput, Broken, GongwenError, Refused, ToolMissing
from gongwen.office.people import Actor
from gongwen.office.staffing import access, tokens
from gongwen.office.watching import views
from gongwen.web import answers
from gongwen.web.api.shapes import Told

DOOR = "接口"
STATUS: dict[type[GongwenError], int] = {BadInput: 409, Refused: 409, ToolMissing: 503, Broken: 500}
"""What has the right shape and yet cannot be done, for its content or for how things stand, is a conflict (409)."""
TOLD = {400: Told, 401: Told, 403: Told, 404: Told, 409: Told, 422: Told, 500: Told, 503: Told}
"""What every operation may answer besides its own result."""
LONGEST_PLACE = 120
"""Characters: how much of a place deep in what was sent is told."""
_UNREADABLE = "提交的内容不是接口能读的 JSON，请对照 openapi.json 改正。"


class Bearer(HttpBearer):
    """`Authorization: Bearer …`; a session's cookie opens nothing here, so no page can be made to act by another."""

    def authenticate(self, request: Any, token: str) -> access.Visitor | None:
        found = tokens.holder(token, now=request.now)
        if found:
            request.visitor = found
            request.actor = Actor(found.person, DOOR, found.person)
        return found


api = NinjaAPI(
    title="公文办理接口",
    version="1",
    description="项目、文书、办理、文件和文号。权限与网页相同；令牌在“账号”页领取。",
    docs_url=None,  # the pages that would show it fetch scripts from elsewhere
    urls_namespace="api-1",
    auth=Bearer(),
)


def admits(rule: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare whom an operation admits; `code` or `flow` of its address names the case, which must exist."""

    def declared(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def guarded(request: Any, *args: Any, **named: Any) -> Any:
            code, flow = str(named.get("code", "")), str(named.get("flow", ""))
            if not access.admits(rule, request.visitor, code=code, flow=flow):
                raise HttpError(403, "这里不归你办。")
            if (code or flow) and not views.is_known(code or flow):
                raise HttpError(404, f"没有编号为「{code or flow}」的事项，请核对编号。")
            return operation(request, *args, **named)

        guarded.__signature__ = signature(operation, eval_str=True)  # type: ignore[attr-defined]  (by its own imports)
        guarded.admits = rule  # type: ignore[attr-defined]  (the matrix of permissions is tested by it)
        return guarded

    return declared


def key_of(request: Any, key: str) -> str:
    """The key of a request, this person's own: what another program sent under the same word is none of theirs."""
    return f"{DOOR}:{request.visitor.person}:{key}"


@api.exception_handler(GongwenError)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    status = next(code for family, code in STATUS.items() if isinstance(error, family))
    return _told(request, answers.sentences(error, request), status)


@api.exception_handler(OSError)
def _unwritten(request: HttpRequest, error: Any) -> HttpResponse:
    if not answers.disk_refuses(error):
        raise error
    return _told(request, [answers.DISK], 503)


@api.exception_handler(HttpError)
def _stopped(request: HttpRequest, error: Any) -> HttpResponse:
    told = _UNREADABLE if error.status_code == 400 else str(error)  # the library's own words, in English
    return _told(request, [told], error.status_code)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    answer = _told(request, ["没有令牌，或令牌已失效。请在“账号”页领取后放在 Authorization: Bearer 之后。"], 401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def _misshapen(request: HttpRequest, error: Any) -> HttpResponse:
    places = dict.fromkeys(".".join(str(part) for part in fault["loc"])[:LONGEST_PLACE] for fault in error.errors)
    return _told(request, [f"「{place}」不合接口的格式，请对照 openapi.json 改正。" for place in places], 422)


def _told(request: HttpRequest, sentences: list[str], status: int) -> HttpResponse:
    return api.create_response(request, {"errors": sentences}, status=status)
