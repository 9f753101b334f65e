# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What can be asked of sms."""

from collections.abc import Iterator
from typing import Literal

from shentu.models.sms import MessageView
from shentu.place import Place


class Sms(Place):
    """Shentu sms 短信平台（模拟）."""

    def list_messages(
        self,
        *,
        to: str | None = None,
        template: str | None = None,
        status: Literal["queued", "sent", "delivered", "failed"] | None = None,
        journey: str | None = None,
        limit: int | None = None,
    ) -> Iterator[MessageView]:
        """查看全部短信 · List every text of the sandbox."""
        return self._each(
            "GET",
            ["sms", "messages"],
            query={"to": to, "template": template, "status": status, "journey": journey, "limit": limit},
        )

    def read_message(self, message_id: str, /) -> MessageView:
        """查看一条短信及其状态 · Look at one text and how it fared."""
        return self._ask("GET", ["sms", "messages", message_id])
