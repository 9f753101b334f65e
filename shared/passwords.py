"""Hashing, off the event loop: argon2id takes tens of milliseconds on purpose."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Argon2id as RFC 9106 and OWASP have it for small memory: 19 MiB, two passes.
_ARGON2 = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Two at a time: 19 MiB each, and guessing in parallel wins nothing.
_THREADS = ThreadPoolExecutor(2, thread_name_prefix="argon2")


@cache
def hash_seeded(password: str) -> str:
    """The hash of a password many accounts share: worked out once a process."""
    return _ARGON2.hash(password)


async def hash_password(password: str) -> str:
    """How a password is kept."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _ARGON2.hash, password)


async def matches(kept: str | None, password: str) -> bool:
    """Whether `password` is the one that is kept; takes as long when there is no account."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _verify, kept, password)


def _verify(kept: str | None, password: str) -> bool:
    try:
        _ARGON2.verify(kept or hash_seeded("nobody's password"), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
