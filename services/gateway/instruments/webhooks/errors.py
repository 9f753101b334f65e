"""What is refused about webhooks."""

from services.gateway.webhooks.limits import limits
from shared.errors import Conflict, FieldError, NotFound, RequestInvalid
from shared.events.published import event_types


class WebhookUnknown(NotFound):
    """The sandbox has no webhook of this id: it was removed, or is another sandbox's."""

    code = "webhook-unknown"
    zh = "沙箱中没有 Webhook {webhook}：GET /sim/webhooks 可查看全部。"
    en = "This sandbox has no webhook {webhook}: GET /sim/webhooks lists those there are."
    zh_page = "沙箱中没有该 Webhook，可能已被撤除。"
    en_page = "This sandbox has no such webhook: it may have been removed."


class DeliveryUnknown(NotFound):
    """The webhook has no delivery of this id."""

    code = "webhook-delivery-unknown"
    zh = "该 Webhook 没有通知 {delivery}：GET /sim/webhooks/{webhook}/deliveries 可查看全部。"
    en = "This webhook has no delivery {delivery}: GET /sim/webhooks/{webhook}/deliveries lists those there are."
    zh_page = "该 Webhook 没有这次通知。"
    en_page = "This webhook has no such delivery."


class TooManyWebhooks(Conflict):
    """A sandbox has so many at most."""

    code = "webhooks-too-many"
    zh = "一个沙箱至多 {most} 个 Webhook：请先用 DELETE /sim/webhooks/… 撤除不用的。"
    en = "A sandbox has at most {most} webhooks: remove one first, with DELETE /sim/webhooks/…"
    zh_page = "一个沙箱至多 {most} 个 Webhook：请先撤除不用的。"
    en_page = "A sandbox has at most {most} webhooks: remove one first."

    def __init__(self) -> None:
        super().__init__(most=limits().each_sandbox)


class NothingMatches(RequestInvalid):
    """Patterns that mean no type of event."""

    def __init__(self, places: list[int]) -> None:
        zh = f"没有这样的事件类型，可用的有：{'、'.join(event_types())}；* 代表任意文字。"
        en = f"No event type is like that; there are: {', '.join(event_types())}; * stands for anything."
        super().__init__(errors=[FieldError(f"/events/{place}", "event-type-unknown", zh, en) for place in places])


class SecretMalformed(RequestInvalid):
    """No secret as Standard Webhooks has them."""

    def __init__(self) -> None:
        zh = "须为 whsec_ 加 24 至 64 字节的 Base64；不填则自动生成。"
        en = "whsec_ and the Base64 of 24 to 64 bytes; leave it out to have one made"
        super().__init__(errors=[FieldError("/secret", "secret-malformed", zh, en)])
