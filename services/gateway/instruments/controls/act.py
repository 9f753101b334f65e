"""Find what testers changed with their own hands in a sandbox."""

from services.gateway.peers.asking import HERE, Peers
from services.gateway.traces.lookups.unfolding import JourneyStep
from services.gateway.traces.rules.grouping import step_id, steps_of
from shared.instruments.contract.journal import CONTROLS, ControlsAsked
from shared.journal.place import Place
from shared.views import cursor_invalid


async def find_controls(peers: Peers, asked: ControlsAsked) -> list[tuple[str, JourneyStep]]:
    """Newest first, each with the place to go on from."""
    lines = (await peers.ask(HERE, CONTROLS, asked)).items
    begun = {step_id(line): line for line in sorted(lines, key=lambda line: line.place, reverse=True)}
    found = [
        (begun[step.id].place, JourneyStep(**step.model_dump(), journey=begun[step.id].journey))
        for step in steps_of(lines)
    ]
    return [(str(place), step) for place, step in sorted(found, key=lambda one: one[0], reverse=True)]


def place_of(after: str | None) -> str | None:
    """The place that a cursor of this list holds; raises RequestInvalid for a cursor of something else."""
    try:
        return None if after is None else str(Place.of(after))
    except ValueError as error:
        raise cursor_invalid() from error
