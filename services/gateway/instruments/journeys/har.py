"""A trace's requests as HAR 1.2, for the tools that read what a browser recorded. Times are real."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from services.gateway.traces.rules.step import Step, Trace
from shared.instruments.contract.exchanges import KeptBody, KeptExchange, Pair
from shared.version import VERSION

Json = dict[str, Any]


def as_har(trace: Trace, kept: Mapping[str, KeptExchange]) -> Json:
    """With what was kept of them, by their ids; of others, what the journal says."""
    entries = [_entry(step, trace, kept.get(step.id)) for step in trace.steps if step.kind == "request"]
    creator = {"name": "Shentu", "version": VERSION}
    comment = f"journey {trace.journey} in sandbox {trace.sandbox}; secrets and personal data are masked"
    return {"log": {"version": "1.2", "creator": creator, "entries": entries, "comment": comment}}


def _entry(step: Step, trace: Trace, kept: KeptExchange | None) -> Json:
    took = step.duration_ms or 0.0
    return {
        "startedDateTime": step.recorded_at.isoformat(), "time": took,
        "request": _request(step, kept), "response": _response(step, kept),
        "cache": {}, "timings": {"send": 0, "wait": took, "receive": 0},
        "_journey": trace.journey, "_step": step.id, "_sandbox_time": step.at.isoformat(),
    }  # fmt: skip


def _request(step: Step, kept: KeptExchange | None) -> Json:
    method, _, route = step.name.partition(" ")
    request = {"method": method, "httpVersion": "HTTP/1.1", "cookies": [], "headersSize": -1}
    if kept is None:
        return {**request, "url": f"http://shentu{route}", "headers": [], "queryString": [], "bodySize": -1}
    query = urlencode([(one.name, one.value) for one in kept.query])
    host = next((one.value for one in kept.headers if one.name == "host"), "shentu")
    posted = {"postData": _posted(kept.body)} if kept.body.size else {}
    return {
        **request, "url": f"http://{host}{kept.path}" + (f"?{query}" if query else ""), "headers": _pairs(kept.headers),
        "queryString": _pairs(kept.query), "bodySize": kept.body.size, **posted,
    }  # fmt: skip


def _posted(body: KeptBody) -> Json:
    if body.files:
        params = [
            {"name": "file", "fileName": one.name or "", "contentType": one.media_type or ""} for one in body.files
        ]
        return {"mimeType": body.media_type or "", "params": params, "comment": _said(body)}
    return {"mimeType": body.media_type or "", "text": body.text or "", **_remark(body)}


def _response(step: Step, kept: KeptExchange | None) -> Json:
    status = int(step.status) if step.status.isdecimal() else 0
    response = {
        "status": status, "statusText": _phrase(status), "httpVersion": "HTTP/1.1", "cookies": [],
        "redirectURL": "", "headersSize": -1,
    }  # fmt: skip
    if kept is None:
        return {**response, "headers": [], "content": {"size": 0, "mimeType": "x-unknown"}, "bodySize": -1}
    body = kept.answer.body
    text = {"text": body.text} if body.text is not None else {}
    content = {"size": body.size, "mimeType": body.media_type or "x-unknown", **text, **_remark(body)}
    moved = next((one.value for one in kept.answer.headers if one.name == "location"), "")
    return {
        **response, "headers": _pairs(kept.answer.headers), "content": content, "bodySize": body.size,
        "redirectURL": moved,
    }  # fmt: skip


def _remark(body: KeptBody) -> Json:
    said = _said(body)
    return {"comment": said} if said else {}


def _said(body: KeptBody) -> str:
    """What is not in the text, and why."""
    if body.files:
        return json.dumps([one.model_dump() for one in body.files], ensure_ascii=False)
    return f"not shown: {body.hidden}" if body.hidden else "cut after 64 KiB" if body.cut else ""


def _pairs(pairs: list[Pair]) -> list[Json]:
    return [{"name": one.name, "value": one.value} for one in pairs]


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
