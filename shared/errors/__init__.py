"""Every refusal is a Problem (RFC 9457): a stable code, and what to do about it.

Problem
 ├─ request   HttpMalformed, HeaderRepeated, HostMissing 400, HeadTimeout, BodyTimeout 408,
 │            TooLarge 413, AddressTooLong 414, HeadersTooLarge 431;
 │            RequestInvalid 422, MalformedJson 400 (NestedTooDeep), TooManyValues 413,
 │            JsonExpected, CodingUnsupported 415, MethodNotAllowed 405
 ├─ access    Unauthenticated (TokenExpired, TokenOutlived, TokenElsewhere) 401, Forbidden 403;
 │            NotFound, SandboxUnknown 404, Conflict 409, FileGone 410, RangeNotSatisfiable 416
 └─ service   RateLimited 429, LoopDetected 508, InternalError 500, Unavailable 503 (Held, Interrupted,
              StoreFaulted, StorageGone 503, StorageFull 507)
"""

from shared.errors.access import (
    Conflict,
    FileGone,
    Forbidden,
    NotFound,
    RangeNotSatisfiable,
    SandboxUnknown,
    TokenElsewhere,
    TokenExpired,
    TokenOutlived,
    Unauthenticated,
)
from shared.errors.problem import MOST_NAMED, FieldError, Problem, pointer_to, shown_key
from shared.errors.request import (
    AddressTooLong,
    BodyTimeout,
    CodingUnsupported,
    HeaderRepeated,
    HeadersTooLarge,
    HeadTimeout,
    HostMissing,
    HttpMalformed,
    JsonExpected,
    MalformedJson,
    MethodNotAllowed,
    NestedTooDeep,
    RequestInvalid,
    TooLarge,
    TooManyValues,
)
from shared.errors.service import (
    Held,
    InternalError,
    Interrupted,
    LoopDetected,
    RateLimited,
    StorageFull,
    StorageGone,
    StoreFaulted,
    Unavailable,
)

__all__ = [
    "MOST_NAMED",
    "AddressTooLong",
    "BodyTimeout",
    "CodingUnsupported",
    "Conflict",
    "FieldError",
    "FileGone",
    "Forbidden",
    "HeadTimeout",
    "HeaderRepeated",
    "HeadersTooLarge",
    "Held",
    "HostMissing",
    "HttpMalformed",
    "InternalError",
    "Interrupted",
    "JsonExpected",
    "LoopDetected",
    "MalformedJson",
    "MethodNotAllowed",
    "NestedTooDeep",
    "NotFound",
    "Problem",
    "RangeNotSatisfiable",
    "RateLimited",
    "RequestInvalid",
    "SandboxUnknown",
    "StorageFull",
    "StorageGone",
    "StoreFaulted",
    "TokenElsewhere",
    "TokenExpired",
    "TokenOutlived",
    "TooLarge",
    "TooManyValues",
    "Unauthenticated",
    "Unavailable",
    "pointer_to",
    "shown_key",
]
