"""Make a unit: at the portal, and where it takes part in reviews on the platform, too; in both or in neither."""

from collections.abc import Mapping
from typing import Any

from services.gateway.hands.hand import Hand
from services.gateway.instruments.people.new_enterprise import AGENCY_FACTS, OWNERS, faults, level_of, profile_of
from services.gateway.instruments.people.show import (
    EnterpriseView,
    InvestmentProjectView,
    NewEnterprise,
    NewInvestmentProject,
)
from services.gateway.peers.asking import Peers
from services.gateway.portal.actions.register_enterprise import default_profile, forget_enterprise
from services.gateway.portal.procedures.accounts import register_unit
from services.gateway.portal.seed import personas
from shared.errors import RequestInvalid
from shared.instruments.contract.people import APPROVE_PROJECT, MAKE_UNIT, ProjectWanted, UnitWanted
from shared.login.passwords import hash_password, hash_seeded
from shared.store import Store


async def register_enterprise(store: Store, peers: Peers, hand: Hand, body: NewEnterprise) -> EnterpriseView:
    """A new, valid unit that can log in. Raises RequestInvalid, AccountExists, or what the platform refuses."""
    asked = body.model_dump(exclude_unset=True)
    asked.setdefault("kind", "owner")
    seeded = personas()["password"]
    password = asked.get("password", seeded)
    profile = profile_of(asked, default_profile())
    if wrong := faults(asked, password, profile):
        raise RequestInvalid(errors=wrong)
    kept = hash_seeded(seeded) if password == seeded else await hash_password(password)
    async with hand.does("enterprise.made", kind=asked["kind"]) as done:
        made = await _make(store, peers, asked, kept, profile)
        done.after = {"credit_code": made["credit_code"], "name": made["name"]}
    return EnterpriseView(**made, password=password)


async def approve_project(peers: Peers, hand: Hand, body: NewInvestmentProject) -> InvestmentProjectView:
    """A coded project that the unit may link. Raises what the hall refuses."""
    async with hand.does("investment-project.approved", credit_code=body.credit_code) as done:
        made = await peers.ask("hall", APPROVE_PROJECT, ProjectWanted(**body.model_dump(exclude_unset=True)))
        done.after = {"project_code": made.project_code, "project_name": made.project_name}
    return InvestmentProjectView(**made.model_dump())


async def _make(
    store: Store, peers: Peers, asked: Mapping[str, Any], password_hash: str, profile: Mapping[str, str | None]
) -> dict[str, Any]:
    """The fields of EnterpriseView but its password. Raises AccountExists, what the platform refuses, or that it is
    away.
    """
    kind = asked["kind"]
    account = await register_unit(
        store, password_hash, OWNERS.get(kind, kind), asked.get("name"), asked.get("credit_code"),
        profile, level_of(asked),
    )  # fmt: skip
    phone = asked.get("phone") or profile["agent_phone"] or default_profile()["agent_phone"]
    made = {**account.model_dump(), "login": account.credit_code, "role": "owner", "phone": phone}
    if kind in OWNERS:
        return made
    facts = {name: asked[name] for name in AGENCY_FACTS if name in asked}
    wanted = UnitWanted(
        role=kind, credit_code=account.credit_code, name=account.name, phone=phone, password_hash=password_hash, **facts
    )
    try:
        there = await peers.ask("review", MAKE_UNIT, wanted)
    except BaseException:
        await store.write(forget_enterprise, made["id"])
        raise
    return made | {"kind": kind, "role": kind, "agency_id": there.agency_id}
