"""Find phones, and read one: what the simulated operator delivered to it."""

from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, answered_in_time
from shared.instruments.contract.texts import (
    PHONES,
    TEXT,
    TEXTS,
    PhonesAsked,
    PhoneTexted,
    Text,
    TextAsked,
    Texts,
    TextsAsked,
)

SPARE_SECONDS = 5.0


async def read_phone(caller: Caller, peers: Peers, search: TextsAsked, seconds: float) -> list[Text]:
    """The texts, oldest first; waits up to `seconds` until there is one, and is empty if there is none by then.

    The message service does the waiting: nobody knows sooner.
    """

    async def ask(patience: float) -> list[Text]:
        answer = await _page(peers, search.model_copy(update={"wait": patience}))
        texts = list(answer.items)
        while answer.more:
            answer = await _page(peers, search.model_copy(update={"after": texts[-1].id}))
            texts += answer.items
        return texts

    return await answered_in_time(caller, ask, seconds)


async def find_phones(peers: Peers, before: str | None, limit: int) -> tuple[list[PhoneTexted], str | None]:
    """The phones whose last text is older than the text `before`, the newest first; and where to go on."""
    answer = await peers.ask("sms", PHONES, PhonesAsked(before=before, limit=limit + 1))
    return answer.items[:limit], answer.items[limit - 1].last.id if len(answer.items) > limit else None


async def find_text(peers: Peers, message_id: str) -> Text:
    """One text by its id: a trace masks the number that it went to. Raises NotFound, as the message service says it."""
    return await peers.ask("sms", TEXT, TextAsked(message_id=message_id))


async def _page(peers: Peers, search: TextsAsked) -> Texts:
    return await peers.ask("sms", TEXTS, search, seconds=search.wait + SPARE_SECONDS)
