"""A request with nothing left to fill in, and how it is written for a shell."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.instruments.scenarios.filling import changed, filled
from services.gateway.instruments.scenarios.scenario import Call, Seen


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent, and what is seen then."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    see: Seen


def request_of(call: Call, known: Mapping[str, Any]) -> Request:
    """Raises LookupError where something is not known."""
    body = changed(filled(call.body, known), filled(call.change, known))
    token = {"Authorization": f"Bearer {filled(call.token, known)}"} if call.token else {}
    typed = {} if body is None or isinstance(body, str) else {"Content-Type": "application/json"}
    headers = {"Sim-Sandbox": known["sandbox"], **token, **typed, **filled(call.headers, known)}
    see = Seen(call.see.status, call.see.code, filled(call.see.where, known), call.see.unlike)
    return Request(call.method, filled(call.path, known), headers, body, see)


def curl(origin: str, request: Request, protected: bool) -> str:
    """To be pasted. Where the control plane is `protected`, with the shell's SHENTU_SIM_TOKEN: the secret stays out."""
    words = ["curl", "-s"] if request.method == "GET" else ["curl", "-s", "-X", request.method]
    words.append(shlex.quote(origin + request.path))
    for name, value in request.headers.items():
        words += ["-H", shlex.quote(f"{name}: {value}")]
    if protected and request.path.startswith(("/sim", "/sms")):
        words += ["-H", '"Sim-Token: $SHENTU_SIM_TOKEN"']
    if isinstance(request.body, str):
        words += ["--data-binary", _with_lines(request.body)]
    elif request.body is not None:
        words += ["-d", shlex.quote(json.dumps(request.body, ensure_ascii=False))]
    return " ".join(words)


def _with_lines(text: str) -> str:
    """A text of several lines, as bash and zsh read it: what ends them must not get lost between page and prompt."""
    for char, written in (("\\", r"\\"), ("'", r"\'"), ("\r", r"\r"), ("\n", r"\n")):
        text = text.replace(char, written)
    return f"$'{text}'"
