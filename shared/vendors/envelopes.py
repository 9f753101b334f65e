"""How each vendor wraps a refusal. What the house itself refuses before a vendor's own door is put into its words too:
whoever talks to an SDK never meets another envelope."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import Response

from shared.context import Context
from shared.errors import Problem
from shared.identifiers import new_id
from shared.vendors.keys import Vendor


@dataclass(frozen=True, slots=True)
class Refusal:
    """A vendor's refusal: its code, its sentence, and the status where it is not always the same."""

    code: str
    message: str
    status: int


def refused(vendor: Vendor, refusal: Refusal, request_id: str) -> Response:
    """The answer. Tencent says everything but what broke on the way with 200."""
    if vendor == "tencent":
        said: dict[str, Any] = {"Error": {"Code": refusal.code, "Message": refusal.message}, "RequestId": request_id}
        return enveloped({"Response": said}, refusal.status if refusal.status >= 500 else 200)
    said = {"RequestId": request_id, "Code": refusal.code, "Message": refusal.message}
    return enveloped(said, refusal.status)


def enveloped(said: dict[str, Any], status: int = 200) -> Response:
    """An answer; SDKs ask for this very type, without a charset."""
    return Response(json.dumps(said, ensure_ascii=False), status, media_type="application/json")


def refusal_of(vendor: Vendor, problem: Problem) -> Refusal:
    """What the house refuses, as the vendor would say it: by the problem's code, its status, or its class."""
    table = _table()[vendor]
    told = (problem.code, str(problem.status), f"{problem.status // 100}xx")
    said = next(table[one] for one in told if one in table)
    status = said.get("status", problem.status)
    return Refusal(said["code"], said.get("message") or problem.detail("en"), status)


def problem_enveloped(problem: Problem, context: Context) -> Response:
    """A problem of a request that was for a vendor."""
    vendor: Vendor = "tencent" if context.vendor == "tencent" else "alibaba"
    response = refused(vendor, refusal_of(vendor, problem), context.causation or new_id())
    response.headers.update({**problem.filled_headers(), "Sim-Problem": problem.code})
    return response


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads((Path(__file__).parent / "envelopes.toml").read_text("utf-8"))
