"""A key for a vendor's SDK is made by a form: its secret is shown once, where to point the SDK at always."""

from tests.pages.site import Site
from tests.pages.visitor import Visitor


def test_made_shown_once_and_listed(shentu: Site) -> None:
    here = f"/console/in/{shentu.sandbox}/sms-keys"
    with (visitor := Visitor(shentu.url, shentu.sandbox)).client:
        url = "http://127.0.0.1:9/reports"
        made = visitor.post(here, {"vendor": "tencent", "report_url": url}, form=here)
        [key] = shentu.client.get("/sim/sms-keys").json()["items"]
        assert made.status_code == 200 and "access_key_secret" not in key
        for page in (made.text, visitor.get(here).text):
            assert key["access_key_id"] in page and key["endpoint"] in page and url in page
        assert "SecretKey" in made.text and "SecretKey" not in visitor.get(here).text
        refused = visitor.post(here, {"vendor": "tencent", "report_url": "http://10.0.0.1/"}, form=here)
        assert refused.status_code == 422 and refused.text.count('aria-invalid="true"') == 1
