"""Whom a request is for, told by its head alone: an SMS vendor at `/x/{sandbox}/{vendor}`, or at `/` by what only its
clients say there, since some have a fixed host and no path."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.types import Scope

from shared.values.text import is_sandbox_name
from shared.vendors.keys import VENDORS, Vendor, sandbox_of

ROOT = "/"
NOBODY = "-"
"""What is taken for the sandbox where a path names one that cannot be."""
_PATH = re.compile(rf"/x/([^/]+)/({'|'.join(VENDORS)})/?")
_SAYS: tuple[tuple[bytes, Vendor], ...] = ((b"x-tc-action", "tencent"), (b"x-acs-action", "alibaba"))
_CREDENTIAL = re.compile(rb"Credential=([A-Za-z0-9]+)")
_ACTION = re.compile(rb"(?:^|&)Action=([A-Za-z0-9]{1,64})")
_ACTION_NAME = re.compile(r"[A-Z][A-Za-z]{1,39}")


@dataclass(frozen=True, slots=True)
class Addressed:
    """A request to a vendor. Without a path the key names the `sandbox`; None where it is no key of ours."""

    vendor: Vendor
    sandbox: str | None
    action: str


def addressed(scope: Scope) -> Addressed | None:
    """Which vendor it is for; None for all that is for none."""
    path = scope.get("path", "")
    if path != ROOT and not path.startswith("/x/"):
        return None
    headers: dict[bytes, bytes] = dict(scope["headers"])
    query: bytes = scope.get("query_string", b"")
    if found := _PATH.fullmatch(path):
        vendor: Vendor = "tencent" if found[2] == "tencent" else "alibaba"
        return Addressed(vendor, found[1] if is_sandbox_name(found[1]) else NOBODY, _action(headers, query))
    for name, of in _SAYS:
        if path == ROOT and name in headers:
            return Addressed(of, _sandbox(headers, query), _action(headers, query))
    if path == ROOT and _ACTION.search(query):
        return Addressed("alibaba", _sandbox(headers, query), _action(headers, query))
    return None


def inward(scope: Scope, to: Addressed) -> Scope:
    """The request as the services read it: the sandbox is named by a header, as in all others."""
    headers = [header for header in scope["headers"] if header[0] != b"sim-sandbox"]
    if to.sandbox is not None:
        headers.append((b"sim-sandbox", to.sandbox.encode()))
    return {**scope, "headers": headers}


def _action(headers: dict[bytes, bytes], query: bytes) -> str:
    """What it wants done, as far as the head says it and it looks like a name."""
    said = next((headers[name] for name, _ in _SAYS if name in headers), b"")
    if not said and (found := _ACTION.search(query)):
        said = found[1]
    name = said.decode("latin-1")
    return name if _ACTION_NAME.fullmatch(name) else ""


def _sandbox(headers: dict[bytes, bytes], query: bytes) -> str | None:
    if found := _CREDENTIAL.search(headers.get(b"authorization", b"")):
        return sandbox_of(found[1].decode())
    return sandbox_of(dict(parse_qsl(query.decode("latin-1"))).get("AccessKeyId", ""))
