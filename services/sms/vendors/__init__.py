"""Doors that look like SMS vendors' (短信厂商): whoever texts by their SDKs can be tested with them as they are."""
