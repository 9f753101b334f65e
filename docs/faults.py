"""docs/faults.md, from the grammar of faults and the data of what fails by itself."""

from collections.abc import Iterator

from services.gateway.portal.seed import personas
from services.sms.rules.reports import reports, special_numbers
from shared.faults.grammar import Doing, Hop, Parameter, hops

_HOW = """A fault says **where** it strikes (`at`, `match`), **what** it does (`do`, with its parameters beside it) and
**how often**:

```json
{"at": "delivery", "match": {"consumer": "review", "event": "hall.application.confirmed"}, "do": "fail", "times": 2}
```

`POST /sim/faults` sets it in the sandbox of the request, `GET` lists all with `hits` and `left`, `DELETE
/sim/faults/{id}` removes one, `DELETE /sim/faults` all; what they hold goes on then. With each: `times`
(without it, until it is removed), `probability` (by the sandbox's `random_seed`: the same seed, the same
faults), `seconds` (by the sandbox's clock), `note`. Of several that match, the one that was set first strikes.
A fault that is used up stays listed with `left: 0`. `times` counts in each service that `match` leaves open:
name the service, the consumer or the event, and it is one.

The header `Sim-Fault: reject;status=503` does one of the `http` faults for the request it comes with; where
`SHENTU_SIM_TOKEN` is set it needs `Sim-Token`, too. `/sim`, the console, health and other sandboxes are never
struck. A second gateway on the same database learns of an `http` fault within a second.

Each effect is a step of the journey with `status: "faulted"`; its `fault` names the fault, and its `detail`
what was done. `GET /sim/idle` waits for what a fault holds; its 408 names the `faults` at work.

What goes wrong in real life is made ready by name, with its faults set: `GET /sim/scenarios`. Their faults
strike one filing only, and their `note` is the scenario's name."""

_MATCH = """`path` is a template as in OpenAPI (`{application_id}` for any part) or has `*` for anything; `journey` is
found
in the path; `account` is the credit code of who is logged in; `template` is an id, a name or both; `where` has
JSON pointers into the envelope and what stands there, as in `{"/data/scenario": "buildings"}`. All that is
named must fit."""


def faults_page(made: str) -> str:
    """Every fault, and every input that fails by itself."""
    return "\n".join([
        "# Faults", "", made, "", _HOW, "", "## What can go wrong", "",
        "| `at` | where | `match` |", "|---|---|---|",
        *(f"| [`{hop.at}`](#{hop.at}) | {hop.en} | {_listed(hop.match)} |" for hop in hops().values()), "",
        _MATCH, "", *(line for hop in hops().values() for line in _hop(hop)), *_magic(),
    ])  # fmt: skip


def _hop(hop: Hop) -> list[str]:
    rows = [f"| `{one.name}` | {_parameters(one)} | {one.en} | {one.zh} |" for one in hop.do.values()]
    return [f"### {hop.at}", "", f"{hop.zh}: {hop.en}.", "", "| `do` | with | | |", "|---|---|---|---|", *rows, ""]


def _parameters(doing: Doing) -> str:
    return "<br>".join(_parameter(one) for one in doing.parameters.values()) or "–"


def _parameter(one: Parameter) -> str:
    allowed = {"number": f"{one.least}–{one.most}", "word": " or ".join(f"`{word}`" for word in one.words)}
    facts = [allowed.get(one.kind, ""), "required" if one.default is None else f"else {_value(one.default)}"]
    return f"`{one.name}` {', '.join(fact for fact in facts if fact)}"


def _value(default: object) -> str:
    text = ", ".join(default) if isinstance(default, list) else default
    return f"`{text}`" if text != "" else "none"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _magic() -> Iterator[str]:
    yield from ("## What fails by itself", "", "Without any fault, in every sandbox:", "")
    yield from ("| input | what happens | |", "|---|---|---|")
    for number, code in special_numbers().items():
        report = reports()[code]
        yield f"| phone `{number}` | its texts: `{code}`, {report.en} | {report.zh} |"
    for one in personas()["account"]:
        yield f"| persona `{one['persona']}`, {one['credit_code']} | {one['for']['en']} | {one['for']['zh']} |"
    yield ""
