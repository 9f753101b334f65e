"""The simulated systems; `services/__main__.py` alone joins them."""
