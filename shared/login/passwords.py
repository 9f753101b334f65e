"""Hashing passwords on threads: argon2id takes tens of milliseconds on purpose."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Argon2id with the least memory OWASP allows, 7 MiB, hence five passes. With 19 MiB and two the C library kept 50 MB
# of what was given back, and each login took longer.
_ARGON2 = PasswordHasher(time_cost=5, memory_cost=7_168, parallelism=1)
# Two at a time: guessing in parallel wins nothing.
_THREADS = ThreadPoolExecutor(2, thread_name_prefix="argon2")


@cache
def hash_seeded(password: str) -> str:
    """The hash of a password that many accounts share, computed once in each process."""
    return _ARGON2.hash(password)


async def hash_password(password: str) -> str:
    """The hash of a password, to be kept."""
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
