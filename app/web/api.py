"""The API under /v1, and the two addresses that say whether the service is well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from app.contract import (
    Asked,
    ClassifyResponse,
    DraftResponse,
    LintResponse,
    read_classify,
    read_context,
    read_inquiry,
    read_lint,
    write_answer,
    write_classification,
    write_findings,
)
from app.model import Answer
from app.web import catalogue, openapi
from app.web.bodies import read_body
from app.web.drafter import Drafter
from app.web.zones import FindZone

if TYPE_CHECKING:
    from app.web.hooks import Porch

Clock = Callable[[], datetime]
"""Returns the present, with its zone."""


def make_api(engine: Drafter, *, clock: Clock, find_zone: FindZone, porch: Porch | None = None) -> APIRouter:
    """Return the routes that draft, classify, check and list. `porch` None: nothing is kept, so nothing can be away."""
    router = APIRouter(responses=openapi.PROBLEMS)
    _add_drafts(router, engine=engine, clock=clock, find_zone=find_zone)
    _add_posts(router, engine=engine, clock=clock)
    _add_lists(router, engine=engine)
    _add_health(router, engine=engine, porch=porch)
    return router


def _add_drafts(router: APIRouter, *, engine: Drafter, clock: Clock, find_zone: FindZone) -> None:
    def work(asked: Asked) -> Answer:
        inquiry = replace(asked.inquiry, zone=find_zone(asked.inquiry.shop))
        return engine.draft(inquiry, now=asked.now or clock(), agent_language=asked.agent_language)

    @router.post("/v1/drafts", openapi_extra=openapi.describe_body("DraftRequest"))
    async def draft(request: Request) -> DraftResponse:
        """Draft replies to a buyer's message, or a notice, from what is known. Nothing is stored."""
        asked = read_inquiry(await read_body(request))
        answer = await run_in_threadpool(work, asked)
        return write_answer(answer, inquiry_id=asked.id, agent_language=asked.agent_language)


def _add_posts(router: APIRouter, *, engine: Drafter, clock: Clock) -> None:
    @router.post("/v1/classify", openapi_extra=openapi.describe_body("ClassifyRequest"))
    async def classify(request: Request) -> ClassifyResponse:
        """Say what a message is about, and how sure that is."""
        asked = read_classify(await read_body(request))
        seen = await run_in_threadpool(engine.classify, asked.text)
        return write_classification(seen, inquiry_id=asked.id)

    @router.post("/v1/lint", openapi_extra=openapi.describe_body("LintRequest"))
    async def lint(request: Request) -> LintResponse:
        """Check a text before it is sent to a buyer."""
        asked = read_lint(await read_body(request))
        terms = read_context(asked, present=clock())
        work = partial(engine.lint, asked.text, language=asked.language, platform=asked.platform, terms=terms)
        return write_findings(await run_in_threadpool(work))


def _add_lists(router: APIRouter, *, engine: Drafter) -> None:
    @router.get("/v1/intents")
    async def intents() -> catalogue.IntentList:
        """List the intents in use."""
        return catalogue.list_intents(engine.library)

    @router.get("/v1/templates")
    async def templates() -> catalogue.TemplateList:
        """List the replies in use."""
        return catalogue.list_templates(engine.library)


def _add_health(router: APIRouter, *, engine: Drafter, porch: Porch | None) -> None:
    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        """Say that the service runs."""
        return {"status": "ok"}

    @router.get("/readyz", response_model_exclude_none=True)
    async def readyz(response: Response) -> catalogue.Readiness:
        """Say what is loaded, that the database answers, and that the work on channels goes on; 503 where not."""
        work = await run_in_threadpool(porch.check) if porch is not None else None
        response.status_code = 503 if work == "starting" else 200
        return catalogue.count_library(engine.library, work=work)
