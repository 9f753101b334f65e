"""Where every problem's `type` leads, whichever service refused."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from services.gateway.instruments.entrance import PeersDep
from shared.http.problems import explained, explanation
from shared.instruments.contract.problems import MEANINGS, CodeAsked

router = APIRouter(include_in_schema=False)


@router.get("/problems/{code}")
async def explain(code: str, peers: PeersDep) -> PlainTextResponse:
    """What this gateway knows of the code, and what the services behind it do."""
    meanings = explained(code)
    answers = await peers.ask_all(MEANINGS, CodeAsked(code=code), names=peers.behind)
    for answer in answers.by_service.values():
        meanings += [one for one in answer.items if one not in meanings]
    return explanation(code, meanings)
