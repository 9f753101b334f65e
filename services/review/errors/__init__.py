"""What the platform refuses, each with a stable code and what to do about it, in the words of the guide (S15–S23).

account     logging in, passwords, registering
recovery    找回密码
project     what the state of a review does not allow
linking     link codes, and who may join and draw
files       drawings and planning documents
agency      who may not be chosen
submission  提交确认
Somebody else's things are NotFound, exactly like missing ones.
"""

from services.review.errors.account import (
    AccountExists,
    LoginEnded,
    LoginFailed,
    LoginLocked,
    PasswordChangeRequired,
    PasswordRefused,
)
from services.review.errors.agency import AgencyByRotation, AgencyNotEligible
from services.review.errors.files import FileFromTheCity, FileNotSealable, TooManyFiles
from services.review.errors.linking import AlreadyLinked, LinkCodeInvalid, LinkCodeWrongRole, NotAUnit, TooManyLinkCodes
from services.review.errors.project import (
    CLOSED,
    AlreadySubmitted,
    BasicsMissing,
    CityProjectSelected,
    ProjectClosed,
    ProjectIsSubmitted,
    ProjectIsWithdrawn,
    ProjectNotSelected,
)
from services.review.errors.recovery import RecoveryCodeExpired, RecoveryCodeTooFrequent, RecoveryCodeWrong
from services.review.errors.submission import SubmissionIncomplete

__all__ = [
    "CLOSED",
    "AccountExists",
    "AgencyByRotation",
    "AgencyNotEligible",
    "AlreadyLinked",
    "AlreadySubmitted",
    "BasicsMissing",
    "CityProjectSelected",
    "FileFromTheCity",
    "FileNotSealable",
    "LinkCodeInvalid",
    "LinkCodeWrongRole",
    "LoginEnded",
    "LoginFailed",
    "LoginLocked",
    "NotAUnit",
    "PasswordChangeRequired",
    "PasswordRefused",
    "ProjectClosed",
    "ProjectIsSubmitted",
    "ProjectIsWithdrawn",
    "ProjectNotSelected",
    "RecoveryCodeExpired",
    "RecoveryCodeTooFrequent",
    "RecoveryCodeWrong",
    "SubmissionIncomplete",
    "TooManyFiles",
    "TooManyLinkCodes",
]
