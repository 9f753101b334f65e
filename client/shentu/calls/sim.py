# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What can be asked of sim."""

from collections.abc import Iterator
from typing import Literal, Unpack

from shentu.models.sim import (
    BuildApplications,
    BuiltApplication,
    BuiltApplications,
    CheckpointList,
    CheckpointView,
    ClockView,
    Compose,
    DeadGroupList,
    DeadLetterList,
    DeliveryView,
    EnterpriseView,
    FaultList,
    FaultView,
    Idle,
    Imported,
    InvestmentProjectView,
    Journey,
    JourneyStep,
    Made,
    MakeCheckpoint,
    MakeSandbox,
    MovedView,
    NewEnterprise,
    NewFault,
    NewInvestmentProject,
    NewSmsKey,
    NewWebhook,
    PhoneTexted,
    ReadyView,
    Replay,
    RequestView,
    RestoreCheckpoint,
    Restored,
    RetriedLetters,
    RetriedView,
    Retry,
    RetryLetters,
    SandboxName,
    SandboxView,
    ScenarioView,
    SeenEnvelope,
    SeenEvent,
    SentView,
    SetClock,
    SmsKeyMade,
    SmsKeyView,
    State,
    Step,
    Text,
    TimerView,
    Trace,
    VerifiedView,
    Verify,
    WebhookMade,
    WebhookView,
)
from shentu.place import Place


class Sim(Place):
    """Shentu gateway（模拟）."""

    def make_sandbox(self, **body: Unpack[MakeSandbox]) -> SandboxName:
        """新建一个沙箱 · Make a sandbox of one's own."""
        return self._ask("POST", ["sim", "sandboxes"], body=body)

    def list_sandboxes(self, *, limit: int | None = None) -> Iterator[SandboxView]:
        """查看全部沙箱 · List the sandboxes of this instance."""
        return self._each("GET", ["sim", "sandboxes"], query={"limit": limit})

    def delete_sandbox(self, name: str, /) -> SandboxName:
        """删除沙箱及其中的一切 · Delete a sandbox with all that is in it."""
        return self._ask("DELETE", ["sim", "sandboxes", name])

    def reset_sandbox(self) -> SandboxName:
        """清空并重新初始化当前沙箱 · Empty the sandbox and seed it anew."""
        return self._ask("POST", ["sim", "reset"])

    def make_enterprise(self, **body: Unpack[NewEnterprise]) -> EnterpriseView:
        """造一家可登录的新单位 · Make a new unit that can log in."""
        return self._ask("POST", ["sim", "enterprises"], body=body)

    def make_investment_project(self, **body: Unpack[NewInvestmentProject]) -> InvestmentProjectView:
        """造一个可关联的带代码项目 · Make a project with a code that can be linked."""
        return self._ask("POST", ["sim", "investment-projects"], body=body)

    def build_applications(
        self, *, timeout: float | None = None, **body: Unpack[BuildApplications]
    ) -> BuiltApplication | BuiltApplications:
        """把申报一步到位造到某个阶段 · Build an application up to the stage a test needs."""
        return self._ask("POST", ["sim", "applications"], body=body, query={"timeout": timeout})

    def list_journeys(
        self,
        *,
        status: str | None = None,
        q: str | None = None,
        service: Literal["gateway", "hall", "review", "sms"] | None = None,
        event: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Journey]:
        """查找旅程 · Find the journeys of a sandbox."""
        return self._each(
            "GET",
            ["sim", "journeys"],
            query={
                "status": status,
                "q": q,
                "service": service,
                "event": event,
                "since": since,
                "until": until,
                "limit": limit,
            },
        )

    def read_journey(
        self,
        journey: str,
        /,
        *,
        kind: list[Literal["request", "control", "state", "event", "delivery", "message"]] | None = None,
    ) -> Trace:
        """查看一段旅程的每一步 · Follow one journey step by step."""
        return self._ask("GET", ["sim", "journeys", journey], query={"kind": kind})

    def list_events(
        self,
        *,
        type: list[str] | None = None,
        not_type: list[str] | None = None,
        service: Literal["hall", "review", "sms"] | None = None,
        consumer: Literal["hall", "review", "sms"] | None = None,
        status: Literal["emitted", "published", "handled", "retrying", "dead"] | None = None,
        journey: str | None = None,
        since: str | None = None,
        until: str | None = None,
        where: list[str] | None = None,
        limit: int | None = None,
    ) -> Iterator[SeenEvent]:
        """查找系统之间的事件 · Find the events between the systems."""
        return self._each(
            "GET",
            ["sim", "events"],
            query={
                "type": type,
                "not_type": not_type,
                "service": service,
                "consumer": consumer,
                "status": status,
                "journey": journey,
                "since": since,
                "until": until,
                "where": where,
                "limit": limit,
            },
        )

    def send_event(self, *, timeout: float | None = None, **body: Unpack[Compose]) -> SentView:
        """手工发送一个事件 · Send an event by hand."""
        return self._ask("POST", ["sim", "events"], body=body, query={"timeout": timeout})

    def read_event(self, event_id: str, /) -> SeenEnvelope:
        """查看一个事件及每次投递 · Look at one event and its deliveries."""
        return self._ask("GET", ["sim", "events", event_id])

    def retry_event(self, event_id: str, /, *, timeout: float | None = None, **body: Unpack[Retry]) -> RetriedView:
        """立即重试一次投递 · Have a delivery tried again now."""
        return self._ask("POST", ["sim", "events", event_id, "retry"], body=body, query={"timeout": timeout})

    def replay_event(self, event_id: str, /, *, timeout: float | None = None, **body: Unpack[Replay]) -> SentView:
        """把一个事件再发一次 · Send an event once more."""
        return self._ask("POST", ["sim", "events", event_id, "replay"], body=body, query={"timeout": timeout})

    def list_dead_letters(
        self,
        *,
        group: Literal["error", "event", "consumer"] | None = None,
        error: str | None = None,
        event: str | None = None,
        consumer: str | None = None,
        journey: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> DeadLetterList | DeadGroupList:
        """查看搁置的投递，可分组 · See dead letters, in groups or one by one."""
        return self._ask(
            "GET",
            ["sim", "dead-letters"],
            query={
                "group": group,
                "error": error,
                "event": event,
                "consumer": consumer,
                "journey": journey,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def retry_dead_letters(self, *, timeout: float | None = None, **body: Unpack[RetryLetters]) -> RetriedLetters:
        """批量重试搁置的投递 · Have many dead letters tried again."""
        return self._ask("POST", ["sim", "dead-letters", "retry"], body=body, query={"timeout": timeout})

    def list_requests(
        self,
        *,
        journey: str | None = None,
        status: str | None = None,
        path: str | None = None,
        since: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Step]:
        """查找发来的请求 · Find the requests that came in."""
        return self._each(
            "GET",
            ["sim", "requests"],
            query={"journey": journey, "status": status, "path": path, "since": since, "limit": limit},
        )

    def read_request(self, request_id: str, /) -> RequestView:
        """查看一个请求说了什么、得到什么应答 · See what a request said and was answered."""
        return self._ask("GET", ["sim", "requests", request_id])

    def list_controls(
        self,
        *,
        journey: str | None = None,
        actor: str | None = None,
        name: str | None = None,
        since: str | None = None,
        limit: int | None = None,
    ) -> Iterator[JourneyStep]:
        """查看测试人员亲手改了什么 · See what testers changed by hand."""
        return self._each(
            "GET",
            ["sim", "controls"],
            query={"journey": journey, "actor": actor, "name": name, "since": since, "limit": limit},
        )

    def wait_for_event(
        self,
        *,
        journey: str | None = None,
        event: str | None = None,
        status: Literal["emitted", "published", "handled", "retrying", "dead"] | None = None,
        after: str | None = None,
        message: str | None = None,
        phone: str | None = None,
        state: str | None = None,
        where: list[str] | None = None,
        timeout: float | None = None,
    ) -> SeenEnvelope:
        """等到某个事件发生 · Wait until an event has happened."""
        return self._ask(
            "GET",
            ["sim", "wait"],
            query={
                "journey": journey,
                "event": event,
                "status": status,
                "after": after,
                "message": message,
                "phone": phone,
                "state": state,
                "where": where,
                "timeout": timeout,
            },
        )

    def wait_until_idle(self, *, timeout: float | None = None) -> Idle:
        """等到没有任何事在途 · Wait until nothing is in flight."""
        return self._ask("GET", ["sim", "idle"], query={"timeout": timeout})

    def set_fault(self, **body: Unpack[NewFault]) -> FaultView:
        """设一个人为故障 · Have something go wrong on purpose."""
        return self._ask("POST", ["sim", "faults"], body=body)

    def list_faults(self) -> FaultList:
        """查看故障及命中次数 · See the faults and how often they struck."""
        return self._ask("GET", ["sim", "faults"])

    def remove_faults(self) -> FaultList:
        """撤除全部故障 · Remove all faults."""
        return self._ask("DELETE", ["sim", "faults"])

    def remove_fault(self, fault_id: str, /) -> FaultView:
        """撤除一个故障 · Remove a fault."""
        return self._ask("DELETE", ["sim", "faults", fault_id])

    def read_state(self) -> State:
        """查看沙箱里有什么、各系统是否一致 · See what is in a sandbox and whether the systems agree."""
        return self._ask("GET", ["sim", "state"])

    def list_phones(self, *, limit: int | None = None) -> Iterator[PhoneTexted]:
        """查看收到过短信的手机 · List the phones that were texted."""
        return self._each("GET", ["sim", "phones"], query={"limit": limit})

    def list_texts(
        self, phone: str, /, *, wait: float | None = None, after: str | None = None, template: str | None = None
    ) -> Iterator[Text]:
        """查看一部手机收到的短信 · Read the texts on a phone."""
        return self._each(
            "GET", ["sim", "phones", phone, "messages"], query={"wait": wait, "after": after, "template": template}
        )

    def make_sms_key(self, **body: Unpack[NewSmsKey]) -> SmsKeyMade:
        """造一对短信厂商密钥，供其 SDK 签名 · Make a key for an SMS vendor's SDK."""
        return self._ask("POST", ["sim", "sms-keys"], body=body)

    def list_sms_keys(self) -> Iterator[SmsKeyView]:
        """查看短信厂商密钥 · List the keys for SMS vendors."""
        return self._each("GET", ["sim", "sms-keys"])

    def read_clock(self) -> ClockView:
        """查看沙箱的时钟 · Look at the sandbox's clock."""
        return self._ask("GET", ["sim", "clock"])

    def set_clock(self, **body: Unpack[SetClock]) -> MovedView:
        """冻结、拨快或恢复沙箱的时钟 · Freeze, advance or release the sandbox's clock."""
        return self._ask("PUT", ["sim", "clock"], body=body)

    def list_timers(self, *, limit: int | None = None) -> Iterator[TimerView]:
        """查看沙箱里何时会到期什么 · See what is due when in the sandbox."""
        return self._each("GET", ["sim", "timers"], query={"limit": limit})

    def verify(self, **body: Unpack[Verify]) -> VerifiedView:
        """判定一段旅程是否如预期 · Judge whether a journey went as expected."""
        return self._ask("POST", ["sim", "verify"], body=body)

    def make_expectation(self, journey: str, /) -> Made:
        """把一段旅程变成预期 · Turn a journey into an expectation."""
        return self._ask("POST", ["sim", "journeys", journey, "expectation"])

    def set_webhook(self, **body: Unpack[NewWebhook]) -> WebhookMade:
        """让外部程序收到事件 · Have a program outside told of events."""
        return self._ask("POST", ["sim", "webhooks"], body=body)

    def list_webhooks(self) -> Iterator[WebhookView]:
        """查看沙箱的全部 Webhook · See the webhooks of a sandbox."""
        return self._each("GET", ["sim", "webhooks"])

    def remove_webhooks(self) -> Iterator[WebhookView]:
        """撤除全部 Webhook · Remove all webhooks."""
        return self._each("DELETE", ["sim", "webhooks"])

    def read_webhook(self, webhook_id: str, /) -> WebhookView:
        """查看一个 Webhook · Look at one webhook."""
        return self._ask("GET", ["sim", "webhooks", webhook_id])

    def remove_webhook(self, webhook_id: str, /) -> WebhookView:
        """撤除一个 Webhook · Remove a webhook."""
        return self._ask("DELETE", ["sim", "webhooks", webhook_id])

    def ping_webhook(self, webhook_id: str, /, *, timeout: float | None = None) -> DeliveryView:
        """向 Webhook 发一次测试 · Send a webhook a test."""
        return self._ask("POST", ["sim", "webhooks", webhook_id, "ping"], query={"timeout": timeout})

    def list_webhook_deliveries(
        self,
        webhook_id: str,
        /,
        *,
        state: Literal["pending", "retrying", "delivered", "dead"] | None = None,
        event: str | None = None,
        journey: str | None = None,
        limit: int | None = None,
    ) -> Iterator[DeliveryView]:
        """查看 Webhook 发出了什么、得到什么应答 · See what a webhook sent and was answered."""
        return self._each(
            "GET",
            ["sim", "webhooks", webhook_id, "deliveries"],
            query={"state": state, "event": event, "journey": journey, "limit": limit},
        )

    def read_webhook_delivery(self, webhook_id: str, delivery_id: str, /) -> DeliveryView:
        """查看一次通知的每次尝试 · Look at one delivery with each attempt."""
        return self._ask("GET", ["sim", "webhooks", webhook_id, "deliveries", delivery_id])

    def resend_webhook_delivery(
        self, webhook_id: str, delivery_id: str, /, *, timeout: float | None = None
    ) -> DeliveryView:
        """立即重发一次通知 · Send a delivery again now."""
        return self._ask(
            "POST", ["sim", "webhooks", webhook_id, "deliveries", delivery_id, "resend"], query={"timeout": timeout}
        )

    def list_scenarios(self) -> Iterator[ScenarioView]:
        """查看现实中会出的问题 · See what goes wrong in real life."""
        return self._each("GET", ["sim", "scenarios"])

    def prepare_scenario(self, name: str, /) -> ReadyView:
        """一次备好一个场景 · Have a scenario made ready."""
        return self._ask("POST", ["sim", "scenarios", name])

    def make_checkpoint(self, **body: Unpack[MakeCheckpoint]) -> CheckpointView:
        """把沙箱此刻的一切存为检查点 · Keep the sandbox as it is now."""
        return self._ask("POST", ["sim", "checkpoints"], body=body)

    def list_checkpoints(self) -> CheckpointList:
        """查看沙箱的检查点 · List the sandbox's checkpoints."""
        return self._ask("GET", ["sim", "checkpoints"])

    def restore_checkpoint(self, name: str, /, **body: Unpack[RestoreCheckpoint]) -> Restored:
        """恢复到检查点，或据此另开沙箱 · Go back to a checkpoint, or begin a sandbox with it."""
        return self._ask("POST", ["sim", "checkpoints", name, "restore"], body=body)

    def delete_checkpoint(self, name: str, /) -> CheckpointView:
        """删除检查点 · Delete a checkpoint."""
        return self._ask("DELETE", ["sim", "checkpoints", name])

    def export_sandbox(self) -> bytes:
        """把整个沙箱导出为一个文件 · Take the whole sandbox along as one file."""
        return self._load("GET", ["sim", "export"])

    def import_sandbox(self, content: bytes, *, sandbox: str | None = None) -> Imported:
        """把导出文件读入沙箱 · Read an exported file into a sandbox."""
        return self._ask("POST", ["sim", "import"], content=content, query={"sandbox": sandbox})
