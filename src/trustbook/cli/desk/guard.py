"""Who may ask what of the desk: only the one who has its address, from its own page, and not too much at once.

In: every request, before anything looks at it. Out: the request with its body read, or a refusal. A page of somebody
else in the same browser can send requests to this machine; it knows no key, has another origin, or, with a name that
it points here (DNS rebinding), another host.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 2_200_000  # bytes: a logo, and what is typed
BODY_SECONDS = 30.0
METHODS = ("GET", "HEAD", "POST")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",  # with none, browsers send no origin with a form
    "x-content-type-options": "nosniff",
}


@dataclass(slots=True)
class Rate:
    """At most so many requests in so many seconds."""

    most: int = 30
    seconds: float = 10.0
    now: Callable[[], float] = time.monotonic
    _times: deque[float] = field(default_factory=deque)

    def allows(self) -> bool:
        """Whether there is room for one more; then it counts."""
        moment = self.now()
        while self._times and self._times[0] <= moment - self.seconds:
            self._times.popleft()
        if len(self._times) >= self.most:
            return False
        self._times.append(moment)
        return True


Refuse = Callable[[int], Response]  # the answer for a status


@dataclass(frozen=True, slots=True)
class Guard:
    """The application behind these rules. `hosts` are what the address can be called, with the port; `key` is in the
    address that the terminal shows, then in the `cookie`."""

    app: ASGIApp
    hosts: frozenset[str]
    key: str
    cookie: str
    refuse: Refuse
    rate: Rate = field(default_factory=Rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or pass on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _with_headers(send))
        else:  # no page of ours opens a socket
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        answer = self._refusal(scope["method"], headers) or self._entry(scope, headers)
        if answer is None and scope["method"] == "POST":
            if not self.rate.allows():
                answer = self.refuse(429)
            else:
                body = await _body(headers, receive)
                answer = self.refuse(413) if body is None else None
                receive = _read(body or b"")
        await (answer or self.app)(scope, receive, send)

    def _refusal(self, method: str, headers: Headers) -> Response | None:
        """Whose request it is: of a page of ours, at an address of ours."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if headers.getlist("host") != [host] or host not in self.hosts or len(headers.getlist("origin")) > 1:
            return self.refuse(421)
        if method not in METHODS:
            return self.refuse(405)
        if origin is None and method == "POST":
            return self.refuse(403)
        if origin is not None and origin != f"http://{host}":
            return self.refuse(403)
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return self.refuse(403)
        return None

    def _entry(self, scope: Scope, headers: Headers) -> Response | None:
        """The key: in the address it becomes a cookie, so that it stands no longer in the browser's history."""
        if scope["path"] == "/" and scope["method"] == "GET":
            given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [])
            if given and self._fits(given[0]):
                answer = RedirectResponse("/", 303)
                answer.set_cookie(self.cookie, self.key, path="/", httponly=True, samesite="strict")
                return answer
        try:
            held = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            held = None
        return None if held is not None and self._fits(held.value) else self.refuse(401)

    def _fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.key.encode())


def _with_headers(send: Send) -> Send:
    """Every answer says what a browser may do with it; a page can say it more strictly."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


async def _body(headers: Headers, receive: Receive) -> bytes | None:
    """What was sent, or None where it is too much or does not come."""
    said = headers.get("content-length", "0")
    if not said.isdecimal() or int(said[:12]) > MOST_BODY:
        return None
    held = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                held += message.get("body", b"")
                if len(held) > MOST_BODY:
                    return None
                if not message.get("more_body"):
                    return bytes(held)
    except TimeoutError:
        return None


def _read(body: bytes) -> Receive:
    """The body again, for whoever comes behind."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    return receive
