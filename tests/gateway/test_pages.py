"""The first page and the documentation: complete without the internet."""

import html
import re

import httpx
import pytest

from services.gateway.portal.seed import personas


async def test_the_first_page_says_who_one_can_be(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    assert page.status_code == 200
    for one in personas()["account"]:
        assert one["credit_code"] in page.text
        for project in one["projects"]:
            assert project["code"] in page.text
            assert project["name"] in page.text
    assert personas()["password"] in page.text
    assert "不是真实系统" in page.text
    assert page.headers["sim-notice"] == "simulated"
    assert (await client.head("/")).status_code == 200


async def test_the_first_page_speaks_english(client: httpx.AsyncClient) -> None:
    page = await client.get("/", params={"lang": "en"})
    for one in personas()["account"]:
        assert one["for"]["en"] in html.unescape(page.text)
        assert all(project["en"] in page.text for project in one["projects"])


@pytest.mark.parametrize("path", ["/", "/portal/docs", "/sim/docs", "/gateway/docs"])
async def test_a_page_loads_nothing_from_elsewhere(client: httpx.AsyncClient, path: str) -> None:
    page = (await client.get(path)).text
    loaded = re.findall(r"""(?:<(?:script|img|iframe)[^>]*\ssrc|<link[^>]*\shref)=["']([^"']+)""", page)
    for address in loaded:
        assert address.startswith(("/", "data:")), address
        if address.startswith("/"):
            assert (await client.get(address)).status_code == 200
    assert "@import" not in page


async def test_portal_and_control_plane_are_documented_apart(client: httpx.AsyncClient) -> None:
    portal = (await client.get("/portal/openapi.json")).json()
    assert set(portal["paths"]) == {
        "/portal/login", "/portal/accounts", "/portal/account", "/portal/account/real-name-verification",
    }  # fmt: skip
    plane = (await client.get("/sim/openapi.json")).json()
    assert all(path.startswith("/sim/") for path in plane["paths"])
