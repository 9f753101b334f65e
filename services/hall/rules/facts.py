"""What the hall knows of an application before its form is filled: a fresh form holds it, the example tells on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from services.hall.rules.owner import Owner


def known_facts(project: Mapping[str, Any], filing: Mapping[str, Any], owner: Owner) -> dict[str, Any]:
    """Facts of one application: `project` with what the investment platform and its owner said of it, `filing` with
    scenario and engineering code, and the owner's account as the portal describes it.
    """
    return {key: value for key, value in {**project, **filing, **owner_facts(owner)}.items() if value is not None}


def owner_facts(owner: Owner) -> dict[str, str | None]:
    """What the portal's account says of the unit (建设单位): its name, its legal representative, who acts for it."""
    return {
        "owner_name": owner.name,
        "owner_credit_code": owner.credit_code,
        "owner_legal_representative": owner.legal_representative,
        "owner_agent_name": owner.agent_name,
        "owner_agent_phone": owner.agent_phone,
    }


def dates(today: date) -> dict[str, str]:
    """Dates that a form filled today would carry."""
    return {
        "planned_start": (today + timedelta(days=60)).isoformat(),
        "planned_end": (today + timedelta(days=60 + 730)).isoformat(),
        "in_three_years": (today + timedelta(days=3 * 365)).isoformat(),
    }
