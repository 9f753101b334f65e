"""What is refused about deliveries."""

from shared.errors import NotFound


class ConsumerUnknown(NotFound):
    """That service does not handle the event."""

    code = "consumer-unknown"
    zh = "{consumer} 不处理此事件，可选：{consumers}。"
    en = "{consumer} does not handle this event; those that do: {consumers}."
