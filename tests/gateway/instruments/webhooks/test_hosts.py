"""Where webhooks go, and where they never do."""

import pytest

from services.gateway.webhooks.sending import Posting, Sender
from services.gateway.webhooks.signing import new_secret
from shared.outward.addresses import Hosts, Refused

SOME = Hosts.of("hooks.example.org, *.corp.test, 10.1.0.0/16, fd00::/8")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9000/hooks", "https://127.8.8.8", "http://[::1]:9/x?y=1", "HTTP://localhost/",
        "http://[::ffff:127.0.0.1]/", "http://hooks.example.org/a", "http://HOOKS.example.org", "http://a.b.corp.test:80",
        "http://10.1.2.3/", "http://[fd00::1]/",
    ],
)  # fmt: skip
def test_allowed(url: str) -> None:
    assert SOME.target(url).url == url


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/", "host-not-allowed"), ("http://corp.test/", "host-not-allowed"),
        ("http://169.254.169.254/latest", "host-not-allowed"), ("http://0.0.0.0/", "host-not-allowed"),
        ("http://10.2.0.1/", "host-not-allowed"), ("http://[::]/", "host-not-allowed"),
        ("http://[::ffff:10.2.0.1]/", "host-not-allowed"), ("http://localhost.evil.test/", "host-not-allowed"),
        ("http://0x7f000001/", "host-not-allowed"), ("http://2130706433/", "url-malformed"),
        ("http://127.1/", "url-malformed"), ("ftp://127.0.0.1/", "url-malformed"),
        ("file:///etc/passwd", "url-malformed"),
        ("http://user:word@127.0.0.1/", "url-malformed"), ("http://127.0.0.1\\@example.org/", "url-malformed"),
        ("http://127.0.0.1#@example.org/", "url-malformed"), ("http://127.0.0.1:99999/", "url-malformed"),
        ("http://127.0.0.1:0/", "url-malformed"), ("http://127.0.0.1/\r\nX: y", "url-malformed"),
        ("http://127.0.0.1/中", "url-malformed"), ("http://127.0.0.1:٨٠/", "url-malformed"),
        ("http://[12345]/", "url-malformed"), ("http://[1::2::3]/", "url-malformed"),
        ("http://[127.0.0.1]/", "url-malformed"), ("//127.0.0.1/", "url-malformed"), ("http:///x", "url-malformed"),
    ],
)  # fmt: skip
def test_refused(url: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        SOME.target(url)
    assert refused.value.code == code


async def test_an_allowed_name_is_judged_by_what_it_means_when_it_is_sent() -> None:
    """Hexadecimal numbers are names to us, and addresses to the system that looks them up: no name server needed."""
    sender = Sender(Hosts.of("*"))
    for host, error in (
        ("0xa9fea9fe", "host-not-allowed"),
        ("0x00000000", "host-not-allowed"),
        ("0x7f000001", "unreachable"),
    ):
        told = await sender.send(Posting("msg_1", f"http://{host}:1/", new_secret(), b"{}"))
        assert (host, told.error, told.status) == (host, error, None)
    await sender.stop()
