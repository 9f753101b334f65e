"""What others tell this program: a small HTTP server that believes what is signed (Standard Webhooks) and fresh."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from back_office.records import Records

STATES = {"review.project.pushed": "pushed", "review.project.submitted": "submitted"}
FRESH_SECONDS = 300


class News:
    """Takes messages and notes what they say of our applications."""

    def __init__(self, records: Records, secret: str) -> None:
        self._records = records
        self._key = base64.b64decode(secret.removeprefix("whsec_"))

    def take(self, headers: Mapping[str, str], body: bytes) -> int:
        """The status to answer: 204 for what is believed, also when it comes again, 401 for what is not."""
        message, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        signed = f"{message}.{stamp}.".encode() + body
        wanted = "v1," + base64.b64encode(hmac.digest(self._key, signed, hashlib.sha256)).decode()
        known = any(
            hmac.compare_digest(wanted.encode(), one.encode()) for one in headers.get("webhook-signature", "").split()
        )
        if not known or abs(time.time() - int(stamp)) > FRESH_SECONDS:
            return 401
        event = json.loads(body)
        if state := STATES.get(event["type"]):
            self._records.hear(message, event["data"]["application_id"], state)
        return 204


def server(news: News, port: int = 0) -> ThreadingHTTPServer:
    """On this machine; `serve_forever` starts it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(news.take(self.headers, body))
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Quiet."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
