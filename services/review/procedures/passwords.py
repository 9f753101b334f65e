"""Judging passwords, off the event loop and outside of any unit of work."""

from services.review.errors import PasswordRefused
from services.review.rules.passwords import is_initial, matches_initial, weaknesses
from shared.login.passwords import matches


async def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password that is kept; takes as long for a texted one, or for nobody's."""
    if kept is None or not is_initial(kept):
        return await matches(kept, password)
    await matches(None, password)
    return matches_initial(kept, password)


def require_strength(password: str, account: str, pointer: str = "/new_password") -> None:
    """Whether it can be the password of this account; raises PasswordRefused, which says why not."""
    if errors := weaknesses(password, account, pointer):
        raise PasswordRefused(errors=errors)
