"""Headers of every response: what browsers may do with it, and which sites may read it."""

from __future__ import annotations

from collections.abc import Sequence

from sanic.request import Request
from sanic.response import HTTPResponse, empty

CONTENT_SECURITY_POLICY = "Content-Security-Policy"
ALLOW_ORIGIN = "Access-Control-Allow-Origin"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "content-type",
    "Access-Control-Max-Age": "600",
}


def content_security_policy(frame_ancestors: Sequence[str]) -> str:
    """Own scripts, styles and connections only; pages may stand in a frame of the sites that embed the chat."""
    own = "script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:"
    framed = " ".join(["'self'", *frame_ancestors])
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'; frame-src 'self'; frame-ancestors {framed}"


def guard(response: HTTPResponse, policy: str) -> None:
    """Add what every response carries; a stricter policy that stands there already remains."""
    for name, value in FIXED.items():
        response.headers[name] = value
    response.headers.setdefault(CONTENT_SECURITY_POLICY, policy)


def share(request: Request, response: HTTPResponse) -> None:
    """Let the site that asked, which was checked before, read the response. Without cookies there is nothing else to allow."""
    for name in [name for name in response.headers if name.lower().startswith("access-control-") and name not in PREFLIGHT]:
        del response.headers[name]
    origin = request.headers.get("origin")
    if origin:
        response.headers[ALLOW_ORIGIN] = origin
    response.headers["Vary"] = "Origin"


def preflight() -> HTTPResponse:
    """The answer to a browser that asks what it may send."""
    return empty(headers=PREFLIGHT)
