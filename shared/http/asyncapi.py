"""AsyncAPI 3.0 of the published language: which service sends what, and who takes it."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter

from shared.events.base import EXCHANGE, MEDIA_TYPE, Event
from shared.events.published import event_types
from shared.http.host import Host
from shared.version import VERSION

Json = dict[str, Any]


def asyncapi_routes(service: Host) -> APIRouter:
    """The service's own part, at `/asyncapi.json` of its port and at `/{name}/asyncapi.json` of the gateway."""
    router = APIRouter(include_in_schema=False)
    handled = {service.name: sorted(event.TYPE for event in service.handlers)}

    @router.get("/asyncapi.json")
    @router.get(f"/{service.name}/asyncapi.json")
    async def asyncapi() -> Json:
        return asyncapi_document(service.title, [service.name], handled)

    return router


def asyncapi_document(title: str, services: Iterable[str], handled: Mapping[str, Iterable[str]]) -> Json:
    """The document of `services`: they send what bears their name, and receive what they have handlers for."""
    types = event_types()
    sends = [(type_.split(".", 1)[0], "send", type_) for type_ in types if type_.split(".", 1)[0] in set(services)]
    receives = [(service, "receive", type_) for service in services for type_ in handled.get(service, ())]
    named = sorted({type_ for _, _, type_ in (*sends, *receives)})
    return {
        "asyncapi": "3.0.0",
        "info": {"title": title, "version": VERSION, "description": _ABOUT},
        "defaultContentType": MEDIA_TYPE,
        "channels": {type_: _channel(types[type_]) for type_ in named},
        "operations": {
            f"{service}.{action}.{type_}": _operation(service, action, types[type_])
            for service, action, type_ in (*sends, *receives)
        },
        "components": {
            "messages": {type_: _message(types[type_]) for type_ in named},
            "schemas": {name: schema for type_ in named for name, schema in _schemas(types[type_]).items()},
        },
    }


_ABOUT = (
    "Events of the simulator. Each is a CloudEvents 1.0 envelope in structured JSON; its type is the channel's "
    f"address and the routing key on the durable topic exchange `{EXCHANGE}` when the bus is RabbitMQ."
)


def _channel(event: type[Event]) -> Json:
    return {
        "address": event.TYPE,
        "messages": {event.__name__: {"$ref": f"#/components/messages/{event.TYPE}"}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": EXCHANGE, "type": "topic", "durable": True, "autoDelete": False},
                "bindingVersion": "0.3.0",
            }
        },
    }


def _operation(service: str, action: str, event: type[Event]) -> Json:
    channel = f"#/channels/{event.TYPE}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{event.__name__}"}],
        "tags": [{"name": service}],
        "summary": summary_of(event),
    }


def _message(event: type[Event]) -> Json:
    return {
        "name": event.TYPE,
        "title": event.__name__,
        "summary": summary_of(event),
        "contentType": MEDIA_TYPE,
        "payload": {"$ref": f"#/components/schemas/{event.TYPE}"},
    }


def summary_of(event: type[Event]) -> str:
    """The first sentence or paragraph of the event's description."""
    return " ".join((event.__doc__ or event.TYPE).split("\n\n")[0].split())


def _schemas(event: type[Event]) -> dict[str, Json]:
    """The envelope's schema under the event's type, its data's under the type and `.data`, and what those refer to."""
    data = event.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    nested: dict[str, Json] = data.pop("$defs", {})
    return {event.TYPE: _envelope(event), f"{event.TYPE}.data": data, **nested}


def _envelope(event: type[Event]) -> Json:
    text, moment = {"type": "string", "minLength": 1}, {"type": "string", "format": "date-time"}
    properties = {
        "specversion": {"const": "1.0"},
        "id": text | {"description": "UUIDv7"},
        "source": {"const": "/" + event.TYPE.split(".", 1)[0]},
        "type": {"const": event.TYPE},
        "subject": text | {"description": f"`{event.SUBJECT}` of the data"},
        "time": moment | {"description": "by the sandbox's clock"},
        "datacontenttype": {"const": "application/json"},
        "recordedtime": moment | {"description": "by the real clock"},
        "sandbox": text,
        "sandboxlife": {
            "type": "string",
            "pattern": "^[0-9]+$",
            "description": "which life of the sandbox: its number",
        },
        "journey": text,
        "causationid": text | {"description": "the request or the event that led to this one"},
        "traceparent": text | {"description": "W3C trace context, where the request had one"},
        "data": {"$ref": f"#/components/schemas/{event.TYPE}.data"},
    }
    required = [name for name in properties if name not in ("causationid", "traceparent")]
    return {"type": "object", "title": f"Envelope of {event.TYPE}", "required": required, "properties": properties}
