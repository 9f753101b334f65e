"""The front door: plain ASGI, so that a forwarded request costs no framework."""
