"""A scenario is made ready by a click, without scripts: the requests to paste are on the page."""

import re

from tests.pages.site import Site
from tests.pages.visitor import Visitor


def test_made_ready_by_a_click(shentu: Site) -> None:
    here = f"/console/in/{shentu.sandbox}/scenarios"
    with (visitor := Visitor(shentu.url, shentu.sandbox)).client:
        page = visitor.get(f"{here}?lang=en").text
        assert "The hall stays blank after the login" in page and len(re.findall(r'value="F\d\d"', page)) == 26
        page = visitor.post(here, {"name": "F14"}, form=f"{here}?lang=en").text
        [*_, journey] = re.findall(rf"/console/in/{shentu.sandbox}/journeys/([0-9a-f-]{{36}})", page)
        steps = shentu.client.get(f"/sim/journeys/{journey}").json()["steps"]
        [hand] = [one for one in steps if one["name"] == "scenario.prepared"]
        assert (hand["detail"]["scenario"], hand["detail"]["door"]) == ("F14", "page")
        assert f"curl -s -X POST {shentu.url}/hall/applications/{journey}/confirmation" in page
        assert "application-not-ready" in page and "F14 A required material" in page
        page = visitor.post(here, {"name": "F03"}, form=here).text
        assert f"/console/in/{shentu.sandbox}/requests?journey=none" in page
        assert visitor.post(here, {"name": "F99"}, form=here).status_code == 404
        refused = visitor.post(f"{here}?present=1", {"name": "F14"}, form=here)
        assert refused.status_code == 403
