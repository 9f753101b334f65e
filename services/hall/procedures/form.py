"""一张表单: saved and taken over (S10, S18)."""

from collections.abc import Sequence
from typing import Any

from services.hall.actions.keep_section import Judged, judge_section, keep_section
from services.hall.actions.reuse_form import reuse_form
from services.hall.actions.save_form import judge_form, save_form
from services.hall.rules.owner import Owner
from services.hall.views.form import FormView, form_view, judged_form
from shared.store import Store, Transaction


async def save(store: Store, owner: Owner, application_id: str, values: dict[str, Any]) -> FormView:
    """暂存: judged first, which takes a while and only reads, then written."""
    state = await store.read(judge_form, owner, application_id, values)
    return await store.write(lambda tx: form_view(tx, owner, save_form(tx, owner, application_id, state), state))


async def save_section(
    store: Store, owner: Owner, application_id: str, section: str, part: Any, seen: str | None
) -> FormView:
    """暂存 of one section, the others stay as they are; an empty one is left out. What is saved elsewhere while it is
    judged has it judged again. Raises FormMoved when somebody saved this very section since it was `seen`."""
    kept: FormView | None = None
    while kept is None:
        judged = await store.read(judge_section, owner, application_id, section, part, seen)
        kept = await store.write(_kept, owner, application_id, judged)
    return kept


def _kept(tx: Transaction, owner: Owner, application_id: str, judged: Judged) -> FormView | None:
    application = keep_section(tx, owner, application_id, judged)
    return form_view(tx, owner, application, judged.state) if application else None


async def reuse(
    store: Store, owner: Owner, application_id: str, source_id: str, sections: Sequence[str] | None
) -> FormView:
    """数据共享."""

    def reused(tx: Transaction) -> FormView:
        return judged_form(tx, owner, reuse_form(tx, owner, application_id, source_id, sections))

    return await store.write(reused)
