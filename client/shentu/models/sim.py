# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What sim says and hears."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Actor(TypedDict):
    """Who asked: in what part (owner, design, survey, agency), under which account; or a tester, by the …"""

    role: str
    account: str


class AgencyOfReview(TypedDict):
    """审图机构, in short; `assigned_by` the owner or by rotation."""

    id: str
    name: str
    assigned_by: str


class AnswerView(TypedDict):
    """What the receiver answered: the beginning of its body, `cut` where that is not all."""

    status: int
    headers: list[HeaderView]
    body: str
    cut: bool


class Attempt(TypedDict):
    """One try at publishing or at handling an event, and what became of it."""

    at: str
    status: str
    error: NotRequired[str | None]
    duration_ms: NotRequired[float | None]


class AttemptView(TypedDict):
    """One request: when, with which headers, what was answered."""

    number: int
    at: str
    duration_ms: float
    headers: list[HeaderView]
    answer: AnswerView | None
    error: str | None


class BecameView(TypedDict):
    """What became of it at one consumer."""

    consumer: str
    outcome: Literal["handled", "duplicate", "retrying", "dead", "waiting", "published"]
    attempts: int
    duplicates: int
    last_error: str | None
    next_attempt_at: str | None


class BuildApplications(TypedDict):
    """How far, and of whom."""

    stage: Literal[
        "draft",
        "form",
        "materials",
        "confirmed",
        "pushed",
        "selected",
        "detailed",
        "linked",
        "drawn",
        "agency",
        "planned",
        "submitted",
    ]
    scenario: NotRequired[str | None]
    credit_code: NotRequired[str]
    project_code: NotRequired[str | None]
    leader_phone: NotRequired[str | None]
    count: NotRequired[int | None]


class BuiltApplication(TypedDict):
    """申报 as far as it was built; what does not exist yet is null or empty."""

    stage: Literal[
        "draft",
        "form",
        "materials",
        "confirmed",
        "pushed",
        "selected",
        "detailed",
        "linked",
        "drawn",
        "agency",
        "planned",
        "submitted",
    ]
    application_id: str
    journey: str
    number: str
    status: str
    scenario: str
    project_id: str
    project_code: str
    project_name: str
    owner: OwnerView
    leader_phone: str | None
    review_project_id: str | None
    review_status: str | None
    account: str | None
    password: str | None
    tokens: dict[str, str]
    link_codes: dict[str, str]
    agency: AgencyOfReview | None
    links: LinksView


class BuiltApplications(TypedDict):
    """So many, in the order they were opened."""

    items: list[BuiltApplication]


class CheckpointList(TypedDict):
    """A sandbox's checkpoints, the newest first."""

    items: list[CheckpointView]


class CheckpointView(TypedDict):
    """A checkpoint: when it was made, in real time and by the sandbox's clock, and whether that stood …"""

    name: str
    made_at: str
    clock: str
    frozen: bool


class ClockView(TypedDict):
    """The sandbox's time, and how far it is ahead of real time."""

    now: str
    frozen: bool
    offset_seconds: float


class Compose(TypedDict):
    """An event by hand: `type` is its publisher's, `subject` what it is about, `data` what it says."""

    type: str
    subject: str
    data: dict[str, Any]


class ControlList(TypedDict):
    """A page of steps, newest first: `name` says what was done, `status` whether it is asked, done or …"""

    items: list[JourneyStep]
    next_cursor: str | None


class Count(TypedDict):
    """At least, at most."""

    min: NotRequired[int]
    max: NotRequired[int | None]


class DeadGroup(TypedDict):
    """Those alike: `key` is what they have in common, `filter` what POST /sim/dead-letters/retry takes …"""

    key: str
    count: int
    events: dict[str, int]
    consumers: dict[str, int]
    errors: dict[str, int]
    first_at: str
    last_at: str
    filter: dict[str, str]


class DeadGroupList(TypedDict):
    """All groups, the largest first."""

    group: Literal["error", "event", "consumer"]
    items: list[DeadGroup]
    next_cursor: NotRequired[None]
    unavailable: list[str]


class DeadLetterList(TypedDict):
    """A page of them, of the newest event first; `unavailable` names services that could not be asked."""

    items: list[DeadLetterView]
    next_cursor: str | None
    unavailable: list[str]


class DeadLetterView(TypedDict):
    """搁置的投递: an event that `consumer` gave up; `kind` is its error without ids and numbers."""

    id: str
    event_id: str
    type: str
    consumer: str
    journey: str
    attempts: int
    received_at: str
    error: str | None
    kind: str


class Delivery(TypedDict):
    """投递: one consumer's part."""

    consumer: str
    status: str
    attempts: NotRequired[int]
    received_at: NotRequired[str | None]
    next_attempt_at: NotRequired[str | None]
    last_error: NotRequired[str | None]
    duplicates: NotRequired[int]
    tries: NotRequired[list[Attempt]]


class DeliveryList(TypedDict):
    """A page of them, the newest event first."""

    items: list[DeliveryView]
    next_cursor: str | None


class DeliveryView(TypedDict):
    """通知: an event for a webhook; `id` is its `webhook-id`, the same at each attempt."""

    id: str
    webhook_id: str
    event_id: str
    type: str
    journey: str | None
    state: Literal["pending", "retrying", "delivered", "dead"]
    attempts: int
    made_at: str
    next_attempt_at: str | None
    body: dict[str, Any]
    tries: list[AttemptView]


class EnterpriseView(TypedDict):
    """A unit and how it logs in: at the portal, and but for an owner on the review platform, too."""

    id: str
    credit_code: str
    name: str
    kind: str
    legal_representative: str | None
    address: str | None
    agent_name: str | None
    agent_phone: str | None
    agent_id_type: str | None
    agent_id_number: str | None
    real_level: int
    real_name_verified: bool
    verified_at: str | None
    profile_complete: bool
    missing: list[str]
    registered_at: str
    role: Literal["owner", "design", "survey", "agency"]
    phone: str | None
    login: str
    password: str
    agency_id: NotRequired[str | None]


class EventList(TypedDict):
    """A page of events, newest first; `unavailable` names services that could not be asked."""

    items: list[SeenEvent]
    next_cursor: str | None
    unavailable: list[str]


class Expectation(TypedDict):
    """Without `count` at least one."""

    kind: Literal["request", "control", "state", "event", "delivery", "message"]
    name: str
    service: NotRequired[Literal["gateway", "hall", "review", "sms"] | None]
    status: NotRequired[str | None]
    where: NotRequired[dict[str, Any]]
    count: NotRequired[int | Count | None]
    within_seconds: NotRequired[float | None]


class Expected(TypedDict):
    """Something that should come next."""

    name: str
    who: str
    zh: str
    en: str
    step: NotRequired[str | None]
    at: NotRequired[str | None]


class FaultList(TypedDict):
    """The sandbox's faults in the order in which they were set, used-up ones among them."""

    items: list[FaultView]
    next_cursor: NotRequired[str | None]
    unavailable: NotRequired[list[str]]


class FaultView(TypedDict):
    """故障: the parameters of `do` stand beside it."""

    id: str
    at: Literal["http", "publish", "delivery", "sms", "store"]
    match: dict[str, Any]
    do: str
    times: int | None
    probability: float | None
    seconds: float | None
    note: str | None
    set_by: str | None
    set_at: str
    hits: int
    left: int | None
    holds: int
    services: list[str]


class Filter(TypedDict):
    """Which dead letters, all that is said combined: `error` as a letter or a group has it."""

    error: NotRequired[str | None]
    event: NotRequired[str | None]
    consumer: NotRequired[str | None]
    journey: NotRequired[str | None]


class HeaderView(TypedDict):
    """A header; what lets somebody in is hidden."""

    name: str
    value: str


class Idle(TypedDict):
    """Nothing is in flight; `events` counts what was emitted so far, by type."""

    status: NotRequired[str]
    sandbox: str
    events: dict[str, int]


class Imported(TypedDict):
    """Which sandbox is as the file says."""

    sandbox: str


class Invariant(TypedDict):
    """Something that must always hold; null while a service that is away could know better."""

    name: str
    holds: bool | None
    detail: str
    broken: list[str]


class InvestmentProjectView(TypedDict):
    """A coded project (投资项目) that the unit may link in the hall."""

    project_code: str
    project_name: str
    credit_code: str
    project_type: str
    government_procurement: bool
    voided: bool


class Journey(TypedDict):
    """旅程: `status` is the last state of any service, `events` how its events fare; times by the sandbox's …"""

    journey: str
    number: str | None
    project_code: str | None
    project_name: str | None
    scenario: str | None
    leader_phone: str | None
    status: str | None
    state: str | None
    events: Literal["none", "in-flight", "retrying", "dead", "handled"]
    started_at: str
    moved_at: str
    duration_ms: float
    failures: int
    messages: int
    services: list[str]


class JourneyList(TypedDict):
    """A page of journeys, newest first; `unavailable` names services that could not be asked."""

    items: list[Journey]
    next_cursor: str | None
    unavailable: list[str]


JourneyStep = TypedDict(
    "JourneyStep",
    {
        "id": "str",
        "at": "str",
        "recorded_at": "str",
        "kind": "Literal['request', 'control', 'state', 'event', 'delivery', 'message']",
        "service": "str",
        "name": "str",
        "status": "str",
        "caused_by": "NotRequired[str | None]",
        "duration_ms": "NotRequired[float | None]",
        "attempts": "NotRequired[int]",
        "error": "NotRequired[str | None]",
        "event_id": "NotRequired[str | None]",
        "tries": "NotRequired[list[Attempt]]",
        "detail": "NotRequired[dict[str, Any]]",
        "actor": "NotRequired[Actor | None]",
        "subject": "NotRequired[str | None]",
        "from": "NotRequired[str | None]",
        "sent_at": "NotRequired[str | None]",
        "subscribers": "NotRequired[list[str] | None]",
        "received_at": "NotRequired[str | None]",
        "waited_ms": "NotRequired[float | None]",
        "next_attempt_at": "NotRequired[str | None]",
        "fault": "NotRequired[str | None]",
        "journey": "str | None",
    },
)


class KeptAnswer(TypedDict):
    """What was answered."""

    status: int
    headers: list[Pair]
    body: KeptBody


class KeptBody(TypedDict):
    """A body of `size` bytes: `text` with what is sensitive masked, `cut` after 64 KiB; or the `files` in …"""

    media_type: NotRequired[str | None]
    size: NotRequired[int]
    text: NotRequired[str | None]
    cut: NotRequired[bool]
    files: NotRequired[list[KeptFile]]
    hidden: NotRequired[str | None]


class KeptFile(TypedDict):
    """A file that was sent or handed out; never its content."""

    name: str | None
    media_type: str | None
    size: int | None
    sha256: str | None


class LastText(TypedDict):
    """The last text to a phone, whatever became of it; its secrets are masked."""

    id: str
    template: str
    template_name: str
    text: str
    status: str
    report_code: str
    journey: str | None
    created_at: str


class LinksView(TypedDict):
    """Where it is looked at."""

    journey: str
    trace: str
    hall: str
    review: str | None
    phone: str | None


class Made(TypedDict):
    """A body for `POST /sim/verify`; give it a `journey` to judge."""

    expect: list[dict[str, Any]]
    in_order: bool
    absent: list[dict[str, Any]]
    timeout: float


class MakeCheckpoint(TypedDict):
    """A name is made up where none is given."""

    name: NotRequired[str | None]


class MakeSandbox(TypedDict):
    """A name is made up where none is given."""

    name: NotRequired[str | None]
    label: NotRequired[str | None]
    random_seed: NotRequired[int | None]
    expires_in_seconds: NotRequired[int | None]


class Match(TypedDict):
    """What a fault strikes: all that is named must fit."""

    service: NotRequired[Literal["hall", "review", "sms", "portal", "gateway"]]
    consumer: NotRequired[Literal["hall", "review", "sms"]]
    event: NotRequired[str]
    method: NotRequired[Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]]
    path: NotRequired[str]
    journey: NotRequired[str]
    account: NotRequired[str]
    phone: NotRequired[str]
    template: NotRequired[str]
    where: NotRequired[dict[str, str | int | float | bool | None]]


class MovedView(TypedDict):
    """Where it is now; `fired` was due on the way, in order; `next_timer` comes next, null when nothing …"""

    now: str
    frozen: bool
    offset_seconds: float
    fired: list[TimerView]
    next_timer: TimerView | None


class NewEnterprise(TypedDict):
    """Everything may be left out: what is not asked for is made up, and the account is complete and …"""

    legal_representative: NotRequired[str | None]
    address: NotRequired[str | None]
    agent_name: NotRequired[str | None]
    agent_phone: NotRequired[str | None]
    agent_id_type: NotRequired[str | None]
    agent_id_number: NotRequired[str | None]
    kind: NotRequired[Literal["owner", "enterprise", "institution", "government", "design", "survey", "agency"]]
    name: NotRequired[str]
    credit_code: NotRequired[str]
    phone: NotRequired[str]
    password: NotRequired[str]
    profile_complete: NotRequired[bool]
    real_name_verified: NotRequired[bool]
    real_level: NotRequired[Literal[1, 2, 3, 4]]
    agency_class: NotRequired[Literal["class-1", "class-2"]]
    certificate: NotRequired[str]
    disciplines: NotRequired[list[str]]
    regions: NotRequired[list[str]]
    affiliates: NotRequired[list[str]]
    suspended: NotRequired[bool]
    open_limit: NotRequired[int]
    annual_limit: NotRequired[int]


class NewFault(TypedDict):
    """Where (`at`, `match`), what (`do` and its parameters beside it), how often."""

    at: Literal["http", "publish", "delivery", "sms", "store"]
    match: NotRequired[Match]
    do: str
    times: NotRequired[int]
    probability: NotRequired[float]
    seconds: NotRequired[float]
    note: NotRequired[str]
    status: NotRequired[int]
    code: NotRequired[str]
    detail: NotRequired[str]
    ms: NotRequired[int]
    copies: NotRequired[int]
    error: NotRequired[str]
    when: NotRequired[str]
    report_code: NotRequired[str]
    vars: NotRequired[list[str]]
    text: NotRequired[str]


class NewInvestmentProject(TypedDict):
    """A project approved at 发改委 for `credit_code`."""

    credit_code: str
    project_code: NotRequired[str | None]
    project_name: NotRequired[str | None]
    project_type: NotRequired[str]
    government_procurement: NotRequired[bool]
    voided: NotRequired[bool]
    region_code: NotRequired[str]
    site_address: NotRequired[str]
    total_investment: NotRequired[float]
    scale_content: NotRequired[str]


class NewSmsKey(TypedDict):
    """Whose SDK is to sign with it."""

    vendor: Literal["alibaba", "tencent"]
    report_url: NotRequired[str]


class NewWebhook(TypedDict):
    """Whom to tell of what: `events` are types, `*` in them stands for anything, all of them by default."""

    url: str
    events: NotRequired[list[str]]
    secret: NotRequired[str]


class NextView(TypedDict):
    """A request to send as it is, by hand (`curl`) or by program."""

    title: str
    title_en: str
    method: str
    path: str
    headers: dict[str, str]
    body: Any
    curl: str
    at_once: bool
    see: SeenView


class OwnerView(TypedDict):
    """Who files."""

    credit_code: str
    name: str
    login: str
    password: str | None


class Pair(TypedDict):
    """A header or a part of a query; names may come more than once."""

    name: str
    value: str


class Pattern(TypedDict):
    """Which steps are meant: as `/sim/journeys/{journey}` tells them."""

    kind: Literal["request", "control", "state", "event", "delivery", "message"]
    name: str
    service: NotRequired[Literal["gateway", "hall", "review", "sms"] | None]
    status: NotRequired[str | None]
    where: NotRequired[dict[str, Any]]


class PhoneList(TypedDict):
    """A page of phones, the one that was texted last first."""

    items: list[PhoneTexted]
    next_cursor: str | None


class PhoneTexted(TypedDict):
    """手机: how many texts reached it, how many were sent to it and did not (`missed`), and the last of all …"""

    phone: str
    messages: int
    missed: int
    last: LastText


class ReadyView(TypedDict):
    """Everything is ready: `ready` has by name what was made, as the calls that made it answer it."""

    name: str
    title: str
    title_en: str
    guide: str
    guide_en: str
    what_you_do: str
    what_you_do_en: str
    what_you_see: str
    what_you_see_en: str
    advice_only: bool
    sandbox: str
    journeys: list[str]
    ready: dict[str, Any]
    next: list[NextView]
    look: list[NextView]


Replay = TypedDict("Replay", {"as": "Literal['same', 'new']", "consumer": "NotRequired[str | None]"})


class RequestList(TypedDict):
    """A page of requests as steps, newest first."""

    items: list[Step]
    next_cursor: str | None


RequestView = TypedDict(
    "RequestView",
    {
        "id": "str",
        "at": "str",
        "recorded_at": "str",
        "kind": "Literal['request', 'control', 'state', 'event', 'delivery', 'message']",
        "service": "str",
        "name": "str",
        "status": "str",
        "caused_by": "NotRequired[str | None]",
        "duration_ms": "NotRequired[float | None]",
        "attempts": "NotRequired[int]",
        "error": "NotRequired[str | None]",
        "event_id": "NotRequired[str | None]",
        "tries": "NotRequired[list[Attempt]]",
        "detail": "NotRequired[dict[str, Any]]",
        "actor": "NotRequired[Actor | None]",
        "subject": "NotRequired[str | None]",
        "from": "NotRequired[str | None]",
        "sent_at": "NotRequired[str | None]",
        "subscribers": "NotRequired[list[str] | None]",
        "received_at": "NotRequired[str | None]",
        "waited_ms": "NotRequired[float | None]",
        "next_attempt_at": "NotRequired[str | None]",
        "fault": "NotRequired[str | None]",
        "journey": "str | None",
        "method": "NotRequired[str | None]",
        "path": "NotRequired[str | None]",
        "headers": "NotRequired[list[Pair] | None]",
        "query": "NotRequired[list[Pair] | None]",
        "body": "NotRequired[KeptBody | None]",
        "answer": "NotRequired[KeptAnswer | None]",
    },
)


class RestoreCheckpoint(TypedDict):
    """`into` another sandbox, which is made where there is none; without it, the one that the checkpoint …"""

    into: NotRequired[str | None]


class Restored(TypedDict):
    """Which sandbox is as the checkpoint was."""

    sandbox: str


class RetriedLetter(TypedDict):
    """What truly became of one within `timeout`."""

    id: str
    event_id: str
    type: str
    consumer: str
    journey: str
    outcome: Literal["handled", "duplicate", "retrying", "dead", "waiting", "published"]
    attempts: int
    error: str | None


class RetriedLetters(TypedDict):
    """How many were tried again, and what became of each; with `more` the filter finds others: ask again."""

    retried: int
    outcomes: dict[str, int]
    items: list[RetriedLetter]
    more: bool


class RetriedView(TypedDict):
    """What truly became of the delivery within `timeout`: `status` is handled, retrying or dead; …"""

    event_id: str
    consumer: str
    outcome: Literal["handled", "duplicate", "retrying", "dead", "waiting", "published"]
    status: str
    attempts: int
    last_error: str | None


class Retry(TypedDict):
    """Whose delivery; it may be left out where only one is not handled."""

    consumer: NotRequired[str | None]
    data: NotRequired[dict[str, Any] | None]


class RetryLetters(TypedDict):
    """Which ones: by their ids (`event/consumer`, or an event's), or all that a filter finds, 1000 at most."""

    ids: NotRequired[list[str] | None]
    filter: NotRequired[Filter | None]


class SandboxList(TypedDict):
    """A page of sandboxes, newest first."""

    items: list[SandboxView]
    next_cursor: str | None


class SandboxName(TypedDict):
    """The value for the header `Sim-Sandbox`."""

    name: str


class SandboxView(TypedDict):
    """A sandbox, when it was made and last used (real times), and for how long it may go unused."""

    name: str
    label: str | None
    created_at: str
    used_at: str
    expires_in_seconds: int | None


class ScenarioList(TypedDict):
    """All there are."""

    items: list[ScenarioView]
    next_cursor: NotRequired[None]


class ScenarioView(TypedDict):
    """场景."""

    name: str
    title: str
    title_en: str
    guide: str
    guide_en: str
    what_you_do: str
    what_you_do_en: str
    what_you_see: str
    what_you_see_en: str
    advice_only: bool


class SeenEnvelope(TypedDict):
    """An event with its CloudEvents envelope; secrets and personal data are masked."""

    id: str
    type: str
    journey: str
    sandbox: str
    publisher: str
    recorded_at: str
    status: Literal["emitted", "published", "handled", "retrying", "dead"]
    attempts: int
    deliveries: list[Delivery]
    envelope: dict[str, Any]
    tries: NotRequired[list[Attempt]]


class SeenEvent(TypedDict):
    """事件: `status` is emitted, published, handled, retrying or dead; `attempts` is how often sending was …"""

    id: str
    type: str
    journey: str
    sandbox: str
    publisher: str
    recorded_at: str
    status: Literal["emitted", "published", "handled", "retrying", "dead"]
    attempts: int
    deliveries: list[Delivery]


class SeenView(TypedDict):
    """What is answered: the status, a refusal's `code`, and what stands at JSON pointers of the body."""

    status: int
    code: str | None
    where: dict[str, Any]
    unlike: dict[str, str]


class SentView(TypedDict):
    """What truly became of the event within `timeout`, at all of its consumers and at each; `event` as it …"""

    event_id: str
    outcome: Literal["handled", "duplicate", "retrying", "dead", "waiting", "published"]
    deliveries: list[BecameView]
    event: SeenEnvelope


class SetClock(TypedDict):
    """What to do: back to `real` time, then go to `now`, then `advance_seconds`; `freeze` or let run."""

    real: NotRequired[bool]
    now: NotRequired[str | None]
    advance_seconds: NotRequired[float]
    freeze: NotRequired[bool | None]
    to_next_timer: NotRequired[bool]


class SmsKeyList(TypedDict):
    """All keys of the sandbox, the oldest first."""

    items: list[SmsKeyView]
    next_cursor: NotRequired[None]


class SmsKeyMade(TypedDict):
    """The key with its secret, which is shown this once."""

    vendor: Literal["alibaba", "tencent"]
    access_key_id: str
    endpoint: str
    report_url: str
    reports: dict[str, int]
    created_at: str
    access_key_secret: str


class SmsKeyView(TypedDict):
    """A key, without its secret."""

    vendor: Literal["alibaba", "tencent"]
    access_key_id: str
    endpoint: str
    report_url: str
    reports: dict[str, int]
    created_at: str


class State(TypedDict):
    """How a sandbox is."""

    sandbox: str
    confirmed: int | None
    pushed: int | None
    texted: int | None
    texts_failed: int | None
    invariants: list[Invariant]
    tables: dict[str, dict[str, dict[str, int]]]
    unavailable: list[str]


Step = TypedDict(
    "Step",
    {
        "id": "str",
        "at": "str",
        "recorded_at": "str",
        "kind": "Literal['request', 'control', 'state', 'event', 'delivery', 'message']",
        "service": "str",
        "name": "str",
        "status": "str",
        "caused_by": "NotRequired[str | None]",
        "duration_ms": "NotRequired[float | None]",
        "attempts": "NotRequired[int]",
        "error": "NotRequired[str | None]",
        "event_id": "NotRequired[str | None]",
        "tries": "NotRequired[list[Attempt]]",
        "detail": "NotRequired[dict[str, Any]]",
        "actor": "NotRequired[Actor | None]",
        "subject": "NotRequired[str | None]",
        "from": "NotRequired[str | None]",
        "sent_at": "NotRequired[str | None]",
        "subscribers": "NotRequired[list[str] | None]",
        "received_at": "NotRequired[str | None]",
        "waited_ms": "NotRequired[float | None]",
        "next_attempt_at": "NotRequired[str | None]",
        "fault": "NotRequired[str | None]",
    },
)


class Text(TypedDict):
    """短信: as the message service shows it."""

    id: str
    to: str
    sign: str
    template: str
    template_name: str
    template_title: str
    template_title_en: str
    text: str
    vars: dict[str, str]
    parts: int
    status: str
    report_code: str
    report: str
    journey: str | None
    cause_event: str
    created_at: str
    sent_at: str | None
    delivered_at: str | None


class TextList(TypedDict):
    """Texts, oldest first: the newest is the last one."""

    items: list[Text]
    next_cursor: NotRequired[None]


class TimerList(TypedDict):
    """A page of what is due at some moment of the sandbox's clock, the next first."""

    items: list[TimerView]
    next_cursor: str | None


class TimerView(TypedDict):
    """定时: `what` is due at a moment of the sandbox's clock: a retry, a code that runs out, a link code …."""

    at: str
    service: str
    what: str
    journey: NotRequired[str | None]


class Trace(TypedDict):
    """A journey as all services saw it, and what is `expected` to come next, told from all of its steps."""

    journey: str
    sandbox: str
    steps: list[Step]
    expected: NotRequired[list[Expected]]
    unavailable: NotRequired[list[str]]
    cursor: NotRequired[str | None]


class VerdictView(TypedDict):
    """One expectation: how many were found, which steps these are, and a sentence."""

    passed: bool
    found: int
    steps: list[Step]
    detail: str


class VerifiedView(TypedDict):
    """Whether all of it is so; `expectations` and `absent` in the order in which they were asked."""

    passed: bool
    expectations: list[VerdictView]
    absent: list[VerdictView]


class Verify(TypedDict):
    """Waits up to `timeout` seconds for what is missing."""

    journey: NotRequired[str | None]
    expect: NotRequired[list[Expectation]]
    in_order: NotRequired[bool]
    absent: NotRequired[list[Pattern]]
    timeout: NotRequired[float]


class WebhookList(TypedDict):
    """In the order in which they were set."""

    items: list[WebhookView]
    next_cursor: NotRequired[None]


class WebhookMade(TypedDict):
    """The same with its `secret`, which is told this once."""

    id: str
    url: str
    events: list[str]
    types: list[str]
    set_at: str
    set_by: str
    deliveries: dict[str, int]
    retry_seconds: list[int]
    secret: str


class WebhookView(TypedDict):
    """A webhook: `types` are those that `events` mean by now; `deliveries` are counted by state."""

    id: str
    url: str
    events: list[str]
    types: list[str]
    set_at: str
    set_by: str
    deliveries: dict[str, int]
    retry_seconds: list[int]
