"""Every link that the pages show leads somewhere, and no answer has a script, a style or a host that is not ours."""

import re
from collections import deque
from html import unescape
from urllib.parse import urlsplit

import pytest

from shared.http.page_paths import page_of
from tests.pages.site import Site
from tests.pages.visitor import HTML, Visitor

BEGIN = ("/", "/hall", "/portal", "/portal/web/login", "/review", "/console", "/nowhere")
MOST = 200
OURS = re.compile(r'(?:href|src)="([^"#]*)')
INLINE = re.compile(
    r"\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|<[^>]*\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)


def places(address: str) -> str:
    """One of a kind is enough: ids are alike, queries make views of the same page."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{6,}", "*", urlsplit(address).path)


def elsewhere(link: str, sandbox: str) -> bool:
    """Whether it leads into another test's sandbox, where nobody is logged in."""
    return link.startswith("/console/in/") and not f"{link}/".startswith(f"/console/in/{sandbox}/")


@pytest.mark.parametrize("persona", [None, "owner", "owner-unverified"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_link_leads_somewhere(shentu: Site, persona: str | None, language: str) -> None:
    visitor = Visitor(shentu.url, shentu.sandbox)
    with visitor.client:
        visitor.get(f"/?lang={language}")
        if persona:
            visitor.log_in(persona)
        not_built = {page_of(path) for path in ("/review", "/console") if visitor.get(path).status_code == 404}
        seen, dead, waiting = set[str](), list[tuple[str, str, int]](), deque([("", path) for path in BEGIN])
        while waiting and len(seen) < MOST:
            source, address = waiting.popleft()
            if places(address) in seen or page_of(urlsplit(address).path) in not_built:
                continue
            seen.add(places(address))
            answer = visitor.get(address, Accept="text/html")
            if answer.status_code >= 400 and source:
                dead.append((source, address, answer.status_code))
            if answer.headers.get("content-type") == HTML and page_of(urlsplit(address).path):
                assert not INLINE.search(answer.text), address
                for link in map(unescape, OURS.findall(answer.text)):
                    assert not urlsplit(link).netloc, f"{address} links to {link}"
                    if link.startswith("/") and page_of(urlsplit(link).path) and not elsewhere(link, shentu.sandbox):
                        waiting.append((address, link))
        assert not dead
        assert len(seen) > 3
