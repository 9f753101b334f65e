"""`Sim-Fault: reject;status=503`: a fault of one request, asked for by the request itself."""

import hmac

from starlette.types import Scope

from services.gateway.door.exchange import header
from shared.clock import real_micros
from shared.errors import FieldError, RequestInvalid
from shared.faults import Struck
from shared.faults.grammar import completed, hops
from shared.http.sim_token import SimTokenRequired

HEADER = b"sim-fault"
NAME = "Sim-Fault"


def asked_for(scope: Scope, sim_token: str | None) -> Struck:
    """What it asks for. Raises SimTokenRequired, RequestInvalid."""
    if sim_token and not hmac.compare_digest(header(scope, b"sim-token"), sim_token.encode()):
        raise SimTokenRequired
    do, *rest = (part.strip() for part in _text(header(scope, HEADER)).split(";"))
    given = {
        name.strip(): _value(do, name.strip(), value.strip())
        for name, _, value in (one.partition("=") for one in rest if one)
    }
    how, wrong = completed("http", do, given)
    if wrong:
        raise RequestInvalid(errors=[FieldError(f"/header/{NAME}", one.code, one.zh, one.en) for one in wrong])
    return Struck(NAME, do, how, real_micros())


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _value(do: str, name: str, text: str) -> str | int:
    """A number where one is wanted: what is none is refused as such."""
    doing = hops()["http"].do.get(do)
    number = doing is not None and name in doing.parameters and doing.parameters[name].kind == "number"
    return int(text) if number and text.isascii() and text.isdigit() and len(text) < 10 else text.strip('"')
