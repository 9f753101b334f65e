"""What a fault does to a text that is about to be sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.sms.rules.reports import NO_REPORT, Report, report_of, reports
from services.sms.rules.wordings import Wording
from shared.faults import SMS, Struck, strike
from shared.faults.striking import STATUS
from shared.masking import mask_phone
from shared.store import Transaction


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of a text: what it says and with which variables, its report, how often it arrives, and how
    much later by the sandbox's clock."""

    text: str
    values: Mapping[str, str]
    report: Report
    copies: int = 0
    delay_ms: int = 0


def suffer_fault(tx: Transaction, wording: Wording, to: str, plan: Plan) -> Plan:
    """The plan as a fault changes it, where one strikes."""
    facts = {"phone": to, "template": (wording.id, wording.name, wording.titled)}
    struck = strike(tx.connection(), tx.life, SMS, "sms", facts)
    if struck is None:
        return plan
    tx.wrote = True
    tx.records.step("message", wording.titled, STATUS, detail={"to": mask_phone(to), **struck.facts})
    return _changed(plan, wording, struck)


def _changed(plan: Plan, wording: Wording, struck: Struck) -> Plan:
    match struck.do:
        case "undelivered":
            return replace(plan, report=replace(report_of(struck.how["report_code"]), status="failed"))
        case "silent":
            return replace(plan, report=reports()[NO_REPORT])
        case "delay":
            return replace(plan, report=reports()[NO_REPORT], delay_ms=struck.milliseconds)
        case "duplicate":
            return replace(plan, copies=1)
        case "without":
            return _without(plan, wording, struck.how["vars"])
    return replace(plan, text=f"【{wording.sign}】{struck.how['text']}")


def _without(plan: Plan, wording: Wording, missing: list[str]) -> Plan:
    """The place of each stays empty."""
    left = {name: value for name, value in plan.values.items() if name not in missing}
    return replace(plan, text=wording.rendered(dict.fromkeys(wording.variables, "") | left), values=left)
