"""What is refused about deliveries, and about events sent by hand."""

from shared.errors import Conflict, NotFound


class ConsumerUnknown(NotFound):
    """That service does not handle the event."""

    code = "consumer-unknown"
    zh = "{consumer} 不处理此事件，可选：{consumers}。"
    en = "{consumer} does not handle this event; those that do: {consumers}."


class GoesToAll(Conflict):
    """An event that several services handle is sent to all of them."""

    code = "replay-goes-to-all"
    zh = "此事件会发给所有订阅方（{consumers}），不能只发给一个：请去掉 consumer；只对一方重试请用 retry。"
    en = "This event goes to all who handle it ({consumers}): leave consumer out; to try one delivery again, retry it."


class SecretsGone(Conflict):
    """Passwords and codes are forgotten once an event is sent."""

    code = "event-secrets-gone"
    zh = "事件中的 {fields} 发出后即不再保存，无法原样重放：请用 POST /sim/events 手工发送，并在 data 中填写 {fields}。"
    en = (
        "What this event said as {fields} is forgotten once it is sent, and cannot be told again: send one by hand "
        "with POST /sim/events and your own {fields} in data."
    )
    zh_page = "事件中的 {fields} 发出后即不再保存，无法原样重放：请手工发送一个事件，并填写 {fields}。"
    en_page = (
        "What this event said as {fields} is forgotten once it is sent, and cannot be told again: send one by hand "
        "with {fields} of your own."
    )
