"""Calls the application without a network, as a client at any address would."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from fastapi import FastAPI

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
KEY = "a-key-of-the-shop"


@dataclass
class Caller:
    """Calls the application as a client at `peer` would, without a network."""

    app: FastAPI
    peer: str = "127.0.0.1"
    base_url: str = "http://127.0.0.1:8000"
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, method: str, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._send(method, path, **options))

    def draft(self, **body: Any) -> httpx.Response:
        return self("POST", "/v1/drafts", json=body)

    async def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(self.peer, 50000))
        async with httpx.AsyncClient(transport=transport, base_url=self.base_url, headers=self.headers) as client:
            return await client.request(method, path, **options)
