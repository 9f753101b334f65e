"""Inner door: phones, what stands on one, and waiting for it here, where it arrives; for the control plane only."""

from services.sms.procedures.wait_for_texts import wait_for_texts
from services.sms.rules.wordings import wordings
from services.sms.views.messages import show_text
from services.sms.views.phones import show_phones
from shared.http.host import Host
from shared.instruments.contract.said import Nothing
from shared.instruments.contract.texts import (
    PHONES,
    TEMPLATES,
    TEXT,
    TEXTS,
    Phones,
    PhonesAsked,
    Template,
    Templates,
    Text,
    TextAsked,
    Texts,
    TextsAsked,
)
from shared.instruments.inner_door import Answers

answers = Answers()


@answers.to(TEXTS)
async def texts_on_phone(service: Host, asked: TextsAsked) -> Texts:
    """The first texts after that one, oldest first; waits until there is one."""
    return await wait_for_texts(service, asked.to, asked.after, asked.template, asked.wait)


@answers.to(TEXT)
async def one_text(service: Host, asked: TextAsked) -> Text:
    """One text by its id, on whichever phone it is."""
    return await service.store.read(show_text, asked.message_id)


@answers.to(TEMPLATES)
async def templates(service: Host, _: Nothing) -> Templates:
    """What texts there are."""
    return Templates(items=[Template(id=one.id, name=one.name) for one in wordings().values()])


@answers.to(PHONES)
async def phones(service: Host, asked: PhonesAsked) -> Phones:
    """Every number that was texted, the one that was texted last first."""
    return await service.store.read(show_phones, asked.before, asked.limit)
