"""Reviews built for a test: what owner and units would do, one action after the other, as far as asked (built.toml)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from services.review.actions.change_password import change_password
from services.review.actions.steps.logins import LoggedIn, logged_in
from services.review.lookups.accounts import find_account
from services.review.lookups.built import reviews_of, units_of
from services.review.procedures.built_steps import STEPS, Walk
from services.review.procedures.passwords import is_right, require_strength
from services.review.procedures.tokens import Issuer
from services.review.rules.built import steps_to
from services.review.rules.limits import MEGABYTES
from services.review.tables import Account, Project
from services.review.views.built import review_built
from shared.context import current, entered
from shared.errors import NotFound
from shared.files import Files
from shared.instruments.contract.built import ReviewBuilt, ReviewsBuilt, ReviewsWanted
from shared.login.passwords import hash_password
from shared.sandbox.uploads import forget_files
from shared.store import Store, Transaction
from shared.uploads import Upload
from shared.uploads.sample_file import keep_sample


async def build(store: Store, files: Files, issuer: Issuer, wanted: ReviewsWanted) -> ReviewsBuilt:
    """As far as wanted; raises whatever refuses one of the steps."""
    causes = await store.read(_causes, wanted.causes)
    if not causes:
        return ReviewsBuilt(items=[])
    any_of_them = next(iter(causes))
    owner = await store.read(_owner, any_of_them)
    password, who = await _settled(store, owner, wanted)
    items = await _walk_all(store, files, causes, steps_to(wanted.stage))
    everybody = {"review": who} if who else {}
    everybody |= await store.read(_units, any_of_them)
    tokens = {role: issuer.token_for(one).access_token for role, one in everybody.items()}
    return ReviewsBuilt(items=items, account=owner.credit_code, password=password, tokens=tokens)


def _causes(tx: Transaction, causes: Mapping[str, str]) -> dict[str, str]:
    """The same by the reviews' ids, of those that are there."""
    return {project.id: causes[project.application_id] for project in reviews_of(tx, list(causes))}


def _owner(tx: Transaction, project_id: str) -> Account:
    account = find_account(tx, tx.get_one(Project, project_id).owner_code)
    if account is None:
        raise NotFound
    return account


async def _settled(store: Store, owner: Account, wanted: ReviewsWanted) -> tuple[str | None, LoggedIn | None]:
    """The owner's password as far as it is known, and its login, once the texted password is changed as it must be."""
    if owner.must_change_password and wanted.stage:
        require_strength(wanted.new_password, owner.credit_code)
        hashed = await hash_password(wanted.new_password)
        changed = await store.write(change_password, owner.id, owner.password_changes, hashed)
        return wanted.new_password, changed
    known = [one for one in wanted.passwords if await is_right(owner.password_hash, one)]
    who = None if owner.must_change_password else await store.read(logged_in, owner)
    return next(iter(known), None), who


def _units(tx: Transaction, project_id: str) -> dict[str, LoggedIn]:
    """Those that are linked, by role."""
    return {unit.role: logged_in(tx, unit) for unit in units_of(tx, project_id)}


async def _walk_all(store: Store, files: Files, causes: Mapping[str, str], steps: Sequence[str]) -> list[ReviewBuilt]:
    """Each in a transaction of its own, the first one ahead: what is refused once is refused before there are many."""
    sample = await keep_sample(files, MEGABYTES)
    try:
        first, *others = (partial(_walk, store, *one, steps, sample) for one in causes.items())
        return [await first(), *await asyncio.gather(*(walk() for walk in others))]
    finally:
        await forget_files(store, files, [sample.file.key])  # as far as no review has it


async def _walk(store: Store, project_id: str, cause: str, steps: Sequence[str], sample: Upload) -> ReviewBuilt:
    with entered(replace(current(), journey=None, causation=cause)):  # each is a journey of its own
        return await store.write(_walked, project_id, steps, sample)


def _walked(tx: Transaction, project_id: str, steps: Sequence[str], sample: Upload) -> ReviewBuilt:
    walk = Walk(tx.get_one(Project, project_id), sample)
    tx.journey = walk.project.application_id
    for step in steps:
        STEPS[step](tx, walk)
        tx.flush()
    return review_built(tx, walk.project, walk.link_codes)
