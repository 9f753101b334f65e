"""The watch that every page test stands under sees who asks another host, and nobody is reached there."""

import pytest
from playwright.async_api import Error, Page

from tests.pages.site import Watched


@pytest.mark.parametrize("address", ["http://example.com/x", "http://10.1.2.3/x"])
async def test_another_host_is_seen_and_not_reached(page: Page, watched: Watched, address: str) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        await page.goto(address)
    assert f"asked {address}" in watched.complaints
    watched.complaints.clear()
