"""Whatever the control plane offers has its page in the console."""

from tests.pages.site import Site

IN = "/console/in/{sandbox}"
# Every operation of `/sim`, and the page that offers it. What only a program can use stands in HELD.
OFFERED = {
    "GET /sim/sandboxes": "/console/sandboxes",
    "POST /sim/sandboxes": "/console/sandboxes",
    "DELETE /sim/sandboxes/{name}": f"{IN}/ending?do=delete",
    "POST /sim/reset": f"{IN}/ending?do=reset",
    "POST /sim/enterprises": f"{IN}/people",
    "POST /sim/investment-projects": f"{IN}/people",
    "GET /sim/journeys": f"{IN}/journeys",
    "GET /sim/journeys/{journey}": f"{IN}/journeys",  # and each of them below it
    "GET /sim/events": f"{IN}/events",
    "GET /sim/events/{event_id}": f"{IN}/events",
    "POST /sim/events/{event_id}/retry": f"{IN}/dead-letters",
    "POST /sim/events": f"{IN}/compose",
    "POST /sim/events/{event_id}/replay": f"{IN}/events",
    "GET /sim/dead-letters": f"{IN}/dead-letters",
    "POST /sim/dead-letters/retry": f"{IN}/dead-letters",
    "POST /sim/applications": f"{IN}/applications",
    "GET /sim/scenarios": f"{IN}/scenarios",
    "POST /sim/scenarios/{name}": f"{IN}/scenarios",
    "GET /sim/requests": f"{IN}/requests",
    "GET /sim/requests/{request_id}": f"{IN}/requests",
    "POST /sim/verify": f"{IN}/verify",
    "POST /sim/journeys/{journey}/expectation": f"{IN}/verify",
    "GET /sim/controls": f"{IN}/controls",
    "GET /sim/phones": f"{IN}/phones",
    "GET /sim/phones/{phone}/messages": f"{IN}/phones/13800000001",
    "POST /sim/faults": f"{IN}/faults",
    "GET /sim/faults": f"{IN}/faults",
    "DELETE /sim/faults": f"{IN}/faults",
    "DELETE /sim/faults/{fault_id}": f"{IN}/faults",
    "POST /sim/sms-keys": f"{IN}/sms-keys",
    "GET /sim/sms-keys": f"{IN}/sms-keys",
    "POST /sim/webhooks": f"{IN}/webhooks",
    "GET /sim/webhooks": f"{IN}/webhooks",
    "DELETE /sim/webhooks": f"{IN}/webhooks",
    "GET /sim/webhooks/{webhook_id}": f"{IN}/webhooks",  # and each of them below it
    "DELETE /sim/webhooks/{webhook_id}": f"{IN}/webhooks",
    "POST /sim/webhooks/{webhook_id}/ping": f"{IN}/webhooks",
    "GET /sim/webhooks/{webhook_id}/deliveries": f"{IN}/webhooks",
    "GET /sim/webhooks/{webhook_id}/deliveries/{delivery_id}": f"{IN}/webhooks",
    "POST /sim/webhooks/{webhook_id}/deliveries/{delivery_id}/resend": f"{IN}/webhooks",
    "POST /sim/checkpoints": f"{IN}/checkpoints",
    "GET /sim/checkpoints": f"{IN}/checkpoints",
    "DELETE /sim/checkpoints/{name}": f"{IN}/checkpoints",
    "POST /sim/checkpoints/{name}/restore": f"{IN}/checkpoints",
    "GET /sim/export": f"{IN}/checkpoints",
    "POST /sim/import": f"{IN}/checkpoints",
    "GET /sim/clock": f"{IN}/clock",
    "PUT /sim/clock": f"{IN}/clock",
    "GET /sim/timers": f"{IN}/clock",
    "GET /sim/state": IN,
}
HELD = {
    "GET /sim/wait": "people look at the journey instead",
    "GET /sim/idle": "people look at the overview instead",
    "GET /sim/stream": "the journey, the list and the phone fill by themselves",
}


def test_every_operation_has_its_page(shentu: Site) -> None:
    paths = shentu.client.get("/sim/openapi.json").raise_for_status().json()["paths"]
    offered = {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
    assert offered == {*OFFERED, *HELD}


def test_every_page_is_there_in_both_languages(shentu: Site) -> None:
    pages = {*OFFERED.values(), "/console/health", "/console/help", "/console/login"}
    for page in sorted(pages):
        for language in ("zh", "en"):
            address = page.format(sandbox=shentu.sandbox)
            shown = shentu.client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
            assert shown.status_code == 200, page
            assert shown.headers["content-language"] == language


def test_another_sandbox_is_not_there(shentu: Site) -> None:
    assert shentu.client.get("/console/in/nobodys/journeys").status_code == 404
