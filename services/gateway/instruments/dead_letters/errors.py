"""What is refused of who has dead letters tried again."""

from shared.errors import FieldError, RequestInvalid


class OneWay(RequestInvalid):
    """Either ids or a filter."""

    def __init__(self) -> None:
        zh = "请给出 ids 或 filter 之一；filter 为 {} 表示本沙箱的全部搁置投递。"
        en = 'Give either ids or a filter; "filter": {} means all dead letters of the sandbox.'
        super().__init__(errors=[FieldError(f"/{name}", "one-of-two", zh, en) for name in ("ids", "filter")])


class NoneSuch(RequestInvalid):
    """Ids that are no dead letter's."""

    def __init__(self, unknown: list[int]) -> None:
        zh = "不是本沙箱中搁置的投递：GET /sim/dead-letters 列出全部（id 为 事件/系统，或只写事件）。"
        en = "is no dead letter of this sandbox: GET /sim/dead-letters lists them (event/service, or the event alone)"
        wrong = [FieldError(f"/ids/{place}", "dead-letter-unknown", zh, en) for place in unknown]
        super().__init__(errors=wrong, wrong=len(wrong))
