"""One sandbox as a browser finds it, and what the browser complains of."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import httpx
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request

from services.gateway.portal.seed import personas

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
    # no other host has an address; to look at each request by a route would have the browser keep nothing
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    # one process draws all pages: a new one for each costs most of a test's time where cores are few
    "--renderer-process-limit=1", "--disable-site-isolation-trials", "--disable-features=BackForwardCache",
]  # fmt: skip
_EACH_ALONE = {"resultTypes": ["violations"], "iframes": False}
_VIOLATIONS = "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"  # noqa: E501


@dataclass
class Site:
    """The instance at `url`, looked at in `sandbox`; `client` speaks to its API there."""

    url: str
    sandbox: str
    client: httpx.Client

    async def log_in(self, page: Page, persona: str, to: str = "/hall") -> None:
        """Log in at the portal by its form, and go on there."""
        [code] = [one["credit_code"] for one in personas()["account"] if one["persona"] == persona]
        await page.goto(f"{self.url}/portal/web/login?sandbox={self.sandbox}&next={quote(to, safe='')}")
        await page.fill("[name=login]:not([type=hidden])", code)
        await page.fill("[name=password]:not([type=hidden])", personas()["password"])
        await page.click("form:has([name=login]:not([type=hidden])) button")


@dataclass
class Watched:
    """The browser's complaints, but for those that a test expects."""

    complaints: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def note(self, complaint: str) -> None:
        """Remember it."""
        if not any(re.search(pattern, complaint) for pattern in self.forgiven):
            self.complaints.append(complaint)

    def forgive(self, *patterns: str) -> None:
        """Let pass what matches; a refused form is `422` in the browser's console, say."""
        self.forgiven += patterns


async def barriers(page: Page) -> list[str]:
    """What axe finds on the page as it is, and in each of its frames: rule, what is wrong, and where."""
    found = [await Axe().run(frame, options=_EACH_ALONE) for frame in page.frames]
    return [
        f"{rule['id']}: {rule['help']}: {' | '.join(node['html'][:120] for node in rule['nodes'][:5])}"
        for one in found
        for rule in one.response["violations"]
    ]


async def watch(context: BrowserContext, url: str) -> Watched:
    """Look over the shoulder of everything that is opened in this context."""
    watched, here = Watched(), urlsplit(url).hostname

    def asked(request: Request) -> None:
        if urlsplit(request.url).hostname not in (here, None):
            watched.note(f"asked {request.url}")

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watched.note(message.text)

    await context.add_init_script(_VIOLATIONS)
    context.on("request", asked)
    context.on("console", console)
    context.on("weberror", lambda error: watched.note(str(error.error)))
    return watched
