"""A stand-in for every vendor's API: it checks what is asked as the vendor would, keeps it, and has moods.

It is a small ASGI application; `Line` is the wire to it, on which an answer can be late or get lost.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

CHATWOOT, ZENDESK, ZAMMAD = "https://chat.example", "https://shop.zendesk.com", "https://tickets.example"
GROUPS = {
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k1",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=k1",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/k1",
    "slack": "https://hooks.slack.com/services/T1/B1/k1",
}
ROWS: dict[str, dict[str, object]] = {
    "chatwoot": {"base_url": CHATWOOT, "token": "cw", "account": 3},
    "zendesk": {"base_url": ZENDESK, "user": "agent@shop.example", "token": "zd"},
    "zammad": {"base_url": ZAMMAD, "token": "zm"},
    "telegram": {"token": "123:tg", "agents_chat": "-1001"},
    **{kind: {"group_webhook": address} for kind, address in GROUPS.items()},
}
"""What a channel needs so that its drafts are delivered to the stand-in."""


WORKER = "x-worker"
"""The header by which a fault run's processes say who asks."""
_MARK = re.compile(r"\[shouhou (\w+)\]")


@dataclass(frozen=True)
class Taken:
    """A note that was written: the trace in it, by which process, and when."""

    trace: str
    worker: str
    at: float


@dataclass
class Vendors:
    """What was written, by conversation or group, and the moods of the answers to come."""

    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, list[str]] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    moods: list[str] = field(default_factory=list)

    @property
    def app(self) -> Starlette:
        """Return the API of all vendors."""
        conversation = "/api/v1/accounts/3/conversations/{id}"
        return Starlette(
            routes=[
                Route(conversation, self.chatwoot_conversation),
                Route(conversation + "/messages", self.chatwoot_messages, methods=["GET", "POST"]),
                Route(conversation + "/labels", self.chatwoot_labels, methods=["GET", "POST"]),
                Route(conversation + "/custom_attributes", self.chatwoot_attributes, methods=["POST"]),
                Route("/api/v2/tickets/{id}.json", self.zendesk_ticket, methods=["PUT"]),
                Route("/api/v2/tickets/{id}/comments.json", self.zendesk_comments),
                Route("/api/v1/ticket_articles", self.zammad_article, methods=["POST"]),
                Route("/api/v1/ticket_articles/by_ticket/{id}", self.zammad_articles),
                Route("/bot123:tg/sendMessage", self.telegram, methods=["POST"]),
                *[Route(httpx.URL(address).path, self.group, methods=["POST"]) for address in GROUPS.values()],
            ]
        )

    def check(self, request: Request, *, right: bool) -> None:
        if not right:
            self.wrong.append(f"{request.method} {request.url} {dict(request.headers)}")

    def write(self, request: Request, place: str, note: str) -> None:
        self.notes[place].append(note)
        found = _MARK.search(note)
        self.taken.append(Taken(found[1] if found else "", request.headers.get(WORKER, ""), time.time()))

    async def chatwoot_conversation(self, request: Request) -> Response:
        self.check(request, right=request.headers["api_access_token"] == "cw")
        return JSONResponse({"custom_attributes": self.attributes.get(request.path_params["id"], {"vip": "yes"})})

    async def chatwoot_messages(self, request: Request) -> Response:
        self.check(request, right=request.headers["api_access_token"] == "cw")
        notes = self.notes[f"chatwoot {request.path_params['id']}"]
        if request.method == "GET":
            return JSONResponse({"payload": [{"content": note} for note in notes]})
        body = await request.json()
        self.check(request, right=body["private"] is True and body["message_type"] == "outgoing")
        self.write(request, f"chatwoot {request.path_params['id']}", body["content"])
        return JSONResponse({"id": len(notes)})

    async def chatwoot_labels(self, request: Request) -> Response:
        there = self.labels.setdefault(request.path_params["id"], ["vip"])
        if request.method == "POST":
            there[:] = (await request.json())["labels"]
        return JSONResponse({"payload": there})

    async def chatwoot_attributes(self, request: Request) -> Response:
        self.attributes[request.path_params["id"]] = (await request.json())["custom_attributes"]
        return JSONResponse({})

    async def zendesk_ticket(self, request: Request) -> Response:
        known = "Basic " + base64.b64encode(b"agent@shop.example/token:zd").decode()
        comment = (await request.json())["ticket"]["comment"]
        self.check(request, right=request.headers["authorization"] == known and comment["public"] is False)
        self.write(request, f"zendesk {request.path_params['id']}", comment["body"])
        return JSONResponse({})

    async def zendesk_comments(self, request: Request) -> Response:
        return JSONResponse(
            {"comments": [{"body": note} for note in self.notes[f"zendesk {request.path_params['id']}"]]}
        )

    async def zammad_article(self, request: Request) -> Response:
        body = await request.json()
        right = request.headers["authorization"] == "Token token=zm"
        self.check(request, right=right and body["internal"] is True and body["type"] == "note")
        self.write(request, f"zammad {body['ticket_id']}", body["body"])
        return JSONResponse({}, 201)

    async def zammad_articles(self, request: Request) -> Response:
        return JSONResponse([{"body": note} for note in self.notes[f"zammad {request.path_params['id']}"]])

    async def telegram(self, request: Request) -> Response:
        body = await request.json()
        self.check(request, right=body["chat_id"] == "-1001" and len(body["text"]) <= 4096)
        self.write(request, "telegram", body["text"])
        return JSONResponse({"ok": True})

    async def group(self, request: Request) -> Response:
        kind = next(kind for kind, address in GROUPS.items() if httpx.URL(address).host == request.url.hostname)
        self.check(request, right="k1" in str(request.url))
        body = await request.json()
        text = {"feishu": lambda: body["content"]["text"], "slack": lambda: body["text"]}.get(
            kind, lambda: body["text"]["content"]
        )()
        self.check(request, right=kind != "wecom" or len(text.encode()) <= 2048)
        self.write(request, kind, text)
        return JSONResponse({"errcode": 0, "code": 0})

    def count(self, mark: str) -> int:
        """Return how many notes bear a mark."""
        return sum(mark in note for notes in self.notes.values() for note in notes)


def call_app(app: ASGIApp, method: str, address: str, **options: Any) -> httpx.Response:
    """Return what an application answers to a request from this computer."""

    async def call() -> httpx.Response:
        wire = httpx.ASGITransport(app, client=("127.0.0.1", 5))
        async with httpx.AsyncClient(transport=wire) as client:
            return await client.request(method, address, **options)

    return asyncio.run(call())


@dataclass
class Line(httpx.BaseTransport):
    """The wire to the vendors. A mood is for one request that writes: an answer, or what happens to it on the way."""

    vendors: Vendors

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        mood = self.vendors.moods.pop(0) if self.vendors.moods and _writes_note(request) else ""
        if mood == "drop":
            raise httpx.ConnectError("dropped", request=request)
        if mood.isdigit():
            return httpx.Response(int(mood), headers={"retry-after": "0"}, request=request)
        answer = self._pass(request)
        if mood in {"lost", "slow"}:
            raise (httpx.ReadError if mood == "lost" else httpx.ReadTimeout)(mood, request=request)
        return httpx.Response(answer.status_code, content=answer.content, request=request)

    def _pass(self, request: httpx.Request) -> httpx.Response:
        return call_app(
            self.vendors.app, request.method, str(request.url), content=request.read(), headers=request.headers
        )

    def open_client(self) -> httpx.Client:
        return httpx.Client(transport=self)


def _writes_note(request: httpx.Request) -> bool:
    return request.method != "GET" and b"[shouhou" in json.dumps(_read(request)).encode()


def _read(request: httpx.Request) -> Any:
    content = request.read()
    return json.loads(content) if content else None
