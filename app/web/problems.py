"""Every error as one shape: application/problem+json of RFC 9457."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from app.errors import BadInput, ShouhouError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.responses import Response

    from app.errors import FieldError

MEDIA_TYPE = "application/problem+json"

_DETAILS: Mapping[int, str] = {
    404: "There is nothing at this address; GET /openapi.json lists what there is.",
    405: "This address does not take that method; the header Allow says which it takes.",
}


class FieldProblem(BaseModel):
    """One wrong field: where it is and how to mend it."""

    path: str
    say: str


class Problem(BaseModel):
    """The body of every error."""

    model_config = ConfigDict(json_schema_extra={"title": "Problem"})

    type: str = Field(description="stable name of this kind of problem", examples=["urn:shouhou:problem:bad-input"])
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = Field(default_factory=list, description="the wrong fields of a bad body")


def add_handlers(app: FastAPI, *, miss: Callable[[Request], Response]) -> None:
    """Make `app` answer every refusal as a problem; a browser that finds nothing at an address gets `miss`'s page."""

    async def answer_http(request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.status_code == HTTPStatus.NOT_FOUND and _wants_page(request):
            return miss(request)
        return await _answer_http(request, error)

    app.add_exception_handler(ShouhouError, _answer_error)
    app.add_exception_handler(HTTPException, answer_http)


def _wants_page(request: Request) -> bool:
    """Return whether somebody looks for a page. Programs take anything or JSON."""
    is_ours = request.url.path.startswith(("/v1/", "/hooks/", "/static/"))
    return request.method == "GET" and not is_ours and "text/html" in request.headers.get("accept", "")


def answer_crash(request_id: str) -> JSONResponse:
    """Return the answer to an exception nobody expected; it tells nothing of the inside."""
    detail = f"Nothing was stored. Try again; if it happens again, tell who runs the service: request {request_id}."
    return answer(500, title="The service failed on this request", detail=detail)


def answer(
    status: int,
    *,
    title: str = "",
    detail: str = "",
    errors: tuple[FieldError, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return a problem; without a title it bears the name of its status."""
    title = title or HTTPStatus(status).phrase
    body: dict[str, Any] = {
        "type": f"urn:shouhou:problem:{HTTPStatus(status).phrase.lower().replace(' ', '-')}",
        "title": title,
        "status": status,
        "detail": detail or title,
        "errors": [{"path": error.path, "say": error.say} for error in errors],
    }
    return JSONResponse(body, status_code=status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


async def _answer_error(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, ShouhouError) or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise error
    errors = error.errors if isinstance(error, BadInput) else ()
    return answer(error.status, title=error.title, detail=str(error), errors=errors)


async def _answer_http(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    status = error.status_code
    said = error.detail if error.detail != HTTPStatus(status).phrase else ""
    return answer(status, detail=said or _DETAILS.get(status, ""), headers=error.headers)
