"""How the API answers: JSON with an ETag, pages, and errors that say what is wrong where."""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from branches.models import ApiToken, Role
from branches.scope import Scope

PAGE_SIZE, LARGEST_PAGE = 100, 500
BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]{10,100})")


class ApiError(Exception):
    """An answer other than 200: `parameter` names what was wrong, empty for the whole request."""

    def __init__(self, status: int, code: str, message: str, parameter: str = ""):
        super().__init__(message)
        self.status, self.code, self.parameter = status, code, parameter


def endpoint(*parameters: str) -> Callable:
    """Decorate `view(request, **path) -> dict`; `parameters` are the query names that it knows.

    The view reads `request.scope`. Unknown or repeated parameters are an error, so that a
    misspelt filter never answers with everything.
    """

    def decorate(view):
        @wraps(view)
        def answer(request: HttpRequest, **path) -> JsonResponse:
            try:
                if request.method not in ("GET", "HEAD"):
                    raise ApiError(405, "method_not_allowed", "只能读取，请用 GET。")
                request.scope = Scope(owner(request))
                check_names(request, parameters)
                return kept(request, view(request, **path))
            except ApiError as error:
                return refused(error)

        answer.csrf_exempt = True
        return answer

    return decorate


def owner(request: HttpRequest):
    """The account behind the Authorization header. Raises ApiError 401."""
    header = request.headers.get("Authorization", "")
    match = BEARER.fullmatch(header)
    user = ApiToken.objects.holder(match[1]) if match else None
    if user is None or user.role == Role.KIOSK:
        raise ApiError(401, "unauthorized", "请在 Authorization 头中带上有效的密钥：Bearer 密钥。")
    return user


def check_names(request: HttpRequest, parameters: tuple[str, ...]) -> None:
    for name, values in request.GET.lists():
        if name not in parameters:
            known = "、".join(parameters) or "没有参数"
            raise ApiError(400, "unknown_parameter", f"不认识参数“{name[:40]}”，可用的有：{known}。", name[:40])
        if len(values) > 1:
            raise ApiError(400, "repeated_parameter", f"参数“{name}”只能出现一次。", name)


def kept(request: HttpRequest, data: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    mark = f'"{sha256(response.content).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=mark)
    response = unchanged or response
    response["ETag"] = mark
    patch_cache_control(response, private=True, no_cache=True)
    response["Vary"] = "Authorization"
    return response


def refused(error: ApiError) -> JsonResponse:
    told = {"code": error.code, "message": str(error)} | (
        {"parameter": error.parameter} if error.parameter else {}
    )
    response = JsonResponse({"error": told}, status=error.status, json_dumps_params={"ensure_ascii": False})
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if error.status == 405:
        response["Allow"] = "GET, HEAD"
    patch_cache_control(response, no_store=True)
    return response


def whole(request: HttpRequest, name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`. Raises ApiError."""
    text = request.GET.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= most:
        raise ApiError(400, "invalid_parameter", f"“{name}”须为1到{most}的整数。", name)
    return int(text)


def paged(request: HttpRequest, rows: list, make: Callable[[Any], dict]) -> dict[str, Any]:
    """One page of rows: {"count", "page", "pages", "results"}. A page beyond the last is empty."""
    size = whole(request, "page_size", PAGE_SIZE, LARGEST_PAGE)
    page = whole(request, "page", 1, 1_000_000)
    start = (page - 1) * size
    return {
        "count": len(rows),
        "page": page,
        "pages": max(1, -(-len(rows) // size)),
        "results": [make(row) for row in rows[start : start + size]],
    }
