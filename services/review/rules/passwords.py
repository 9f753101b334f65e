"""The texted password, and what a chosen one must be.

The texted one is ten random characters (58 bits), which no dictionary helps to guess: a salted SHA-256 keeps it, and
the way from a confirmation to its SMS stays short. Chosen ones are kept as argon2id (shared/login/passwords.py).
"""

import hashlib
import hmac
from collections.abc import Iterator
from random import Random

from services.review.rules.limits import INITIAL_ALPHABET, INITIAL_LENGTH, PASSWORD_LENGTH
from shared.errors import FieldError

_INITIAL = "sha256$"

REUSED = FieldError(
    "/new_password", "password-reused", "新密码不能与当前密码相同", "must differ from the current password"
)


def make_initial(randomness: Random) -> str:
    """The texted password (初始密码): random, with at least one letter and one digit."""
    while True:
        password = "".join(randomness.choices(INITIAL_ALPHABET, k=INITIAL_LENGTH))
        if not any(_weaknesses(password, account="")):
            return password


def hash_initial(password: str, salt: str) -> str:
    """How a texted password is kept."""
    return f"{_INITIAL}{salt}${hashlib.sha256(f'{salt}${password}'.encode()).hexdigest()}"


def is_initial(kept: str | None) -> bool:
    """Whether what is kept is a texted password."""
    return kept is not None and kept.startswith(_INITIAL)


def matches_initial(kept: str, password: str) -> bool:
    """Whether `password` is the texted one."""
    salt = kept.split("$")[1]
    return hmac.compare_digest(hash_initial(password, salt), kept)


def weaknesses(password: str, account: str, pointer: str = "/new_password") -> list[FieldError]:
    """Why `password` cannot be the new password of `account`; empty when it can."""
    return [FieldError(pointer, code, zh, en) for code, zh, en in _weaknesses(password, account)]


def _weaknesses(password: str, account: str) -> Iterator[tuple[str, str, str]]:
    shortest, longest = PASSWORD_LENGTH
    if not shortest <= len(password) <= longest:
        bounds = f"{shortest}–{longest}"
        yield "password-length", f"密码长度应为{bounds}个字符", f"must have {bounds} characters"
    if not password.isprintable() or " " in password:
        yield "password-characters", "密码不能包含空格或控制字符", "must not contain blanks or control characters"
    if not (any(c.isalpha() for c in password) and any(c.isdigit() for c in password)):
        yield "password-too-simple", "密码应同时包含字母和数字", "must contain both letters and digits"
    if account and account.lower() in password.lower():
        yield "password-contains-account", "密码不能包含账号", "must not contain the account"
