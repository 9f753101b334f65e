"""What the hall refuses, each with a stable code and the guide's advice (rules S2–S14).

account       an account that is incomplete or not verified
linking       a project's code, its name, whose it is
application   the matter, the scenario, and what a state no longer allows
form          what is wrong or missing before the confirmation
materials     files: their type, content, size, number, seal
confirmation  verification codes, idempotency keys
"""

from services.hall.errors.account import AccountIncomplete, AccountNotVerified
from services.hall.errors.application import (
    ApplicationAlreadyConfirmed,
    ApplicationInReview,
    ApplicationNotConfirmed,
    ApplicationNotDraft,
    MatterNotAvailable,
    ProjectIncomplete,
)
from services.hall.errors.confirmation import (
    IdempotencyKeyReused,
    VerificationCodeExpired,
    VerificationCodeTooFrequent,
    VerificationCodeWrong,
)
from services.hall.errors.form import ApplicationNotReady, FormInvalid, ReuseNotOffered, ReuseOfItself
from services.hall.errors.linking import (
    ProjectAlreadyLinked,
    ProjectCodeMalformed,
    ProjectCodeTaken,
    ProjectNameMismatch,
    ProjectNotFound,
    ProjectNotYours,
    ProjectVoided,
)
from services.hall.errors.materials import (
    FileNotSealable,
    TooManyFiles,
)

__all__ = [
    "AccountIncomplete",
    "AccountNotVerified",
    "ApplicationAlreadyConfirmed",
    "ApplicationInReview",
    "ApplicationNotConfirmed",
    "ApplicationNotDraft",
    "ApplicationNotReady",
    "FileNotSealable",
    "FormInvalid",
    "IdempotencyKeyReused",
    "MatterNotAvailable",
    "ProjectAlreadyLinked",
    "ProjectCodeMalformed",
    "ProjectCodeTaken",
    "ProjectIncomplete",
    "ProjectNameMismatch",
    "ProjectNotFound",
    "ProjectNotYours",
    "ProjectVoided",
    "ReuseNotOffered",
    "ReuseOfItself",
    "TooManyFiles",
    "VerificationCodeExpired",
    "VerificationCodeTooFrequent",
    "VerificationCodeWrong",
]
