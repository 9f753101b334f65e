"""What a refusal is: a problem document (RFC 9457), and the fields that were wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.context import Language

MOST_NAMED = 100  # wrong fields: whoever sent more is told how many there are


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: a JSON pointer into the request, a stable code, and the reason in both languages."""

    pointer: str
    code: str
    zh: str
    en: str

    def rendered(self, language: Language) -> dict[str, str]:
        """As it stands in the problem's `errors`."""
        return {"pointer": self.pointer, "code": self.code, "detail": self.en if language == "en" else self.zh}


def pointer_to(*keys: object) -> str:
    """A JSON pointer (RFC 6901); keys of strangers are cut short and made encodable."""
    return "".join("/" + shown_key(key).replace("~", "~0").replace("/", "~1") for key in keys)


def shown_key(key: object) -> str:
    """A stranger's key, short enough and fit to be shown."""
    return str(key)[:100].encode("utf-8", "replace").decode()


class Problem(Exception):
    """A refusal. Subclasses give `status`, `code`, wordings and headers; `{name}`s are filled from the arguments."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    zh: ClassVar[str] = "请求有误。"
    en: ClassVar[str] = "The request cannot be served."
    zh_page: ClassVar[str]
    en_page: ClassVar[str]
    """What a page says instead, where the sentence speaks of JSON or of calls; given beside that sentence."""
    headers: ClassVar[dict[str, str]] = {}
    doubtful: ClassVar[bool] = False
    """Whether what was asked for may have come true all the same."""
    keeps_changes: ClassVar[bool] = False
    """Whether what the transaction wrote before raising is committed: a wrong code is refused, and counted."""

    def __init__(
        self,
        *,
        errors: Sequence[FieldError] = (),
        wrong: int = 0,
        extra: dict[str, Any] | None = None,
        **params: object,
    ) -> None:
        self.errors = tuple(errors[:MOST_NAMED])
        self.wrong = max(wrong, len(errors))
        self.extra = extra or {}
        self.params = params
        super().__init__(self.code)

    @classmethod
    def sentence(cls, language: Language, page: bool = False) -> str:
        """The sentence as it is written, for programs or for a page; that of a parent goes with the parent's."""
        [own, *_] = (vars(kind) for kind in cls.__mro__ if language in vars(kind))
        return str(own.get(f"{language}_page", own[language]) if page else own[language])

    def detail(self, language: Language, page: bool = False) -> str:
        """The sentence for the person who was refused, on a page or in a document."""
        said = self.sentence(language, page).format_map(self.params)
        if self.wrong <= len(self.errors):
            return said
        zh, en = (
            f"（共 {self.wrong} 处，仅列出前 {len(self.errors)} 处）",
            f" ({self.wrong} in all, the first are listed)",
        )
        return said + (en if language == "en" else zh)

    def filled_headers(self) -> dict[str, str]:
        """What else the answer's head says."""
        return {name: value.format_map(self.params) for name, value in self.headers.items()}

    def document(self, language: Language) -> dict[str, Any]:
        """The problem document: `type, title, status, detail, code, errors` and what else was said.

        `error_count` stands there when not all errors are listed.
        """
        return {
            "type": f"/problems/{self.code}",
            "title": self.code.replace("-", " ").capitalize(),
            "status": self.status,
            "detail": self.detail(language),
            "code": self.code,
            "errors": [error.rendered(language) for error in self.errors],
            **({"error_count": self.wrong} if self.wrong > len(self.errors) else {}),
            **self.extra,
        }
