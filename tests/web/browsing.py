"""A browser without a window: it keeps cookies, sends forms, and says where it comes from as real ones do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import httpx
from fastapi import FastAPI

from .caller import Caller

FAR = "203.0.113.7"


@dataclass
class Visit:
    """One browser at `peer`, on another computer unless told otherwise."""

    app: FastAPI
    peer: str = FAR
    base_url: str = "http://desk.example"
    cookies: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def __call__(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any
    ) -> httpx.Response:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        response = Caller(self.app, self.peer, self.base_url, sent)(method, path, headers=headers or {}, **options)
        self._keep(response)
        self.last = response.text
        return response

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self("GET", path, headers=headers)

    def post(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form as our own page would: with the token of the page seen last, and the origin."""
        return self("POST", path, data={"csrf": self.token} | fields, headers={"Origin": self.base_url})

    def log_in(self, name: str, password: str, **fields: str) -> httpx.Response:
        return self.post("/login", name=name, password=password, **fields)

    @property
    def token(self) -> str:
        """Return the token of the page that was seen last, or of the own page where it had none."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.last)
        if not found and self.cookies:
            self.get("/me")
            found = re.search(r'name="csrf" value="([^"]+)"', self.last)
        return found[1] if found else ""

    def _keep(self, response: httpx.Response) -> None:
        for line in response.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if not morsel.value or morsel["max-age"] == "0":
                    del self.cookies[name]
