"""The story of one joint review, scene by scene; speaks HTTP only. `make demo` tells it in a terminal, the tour in a
browser."""
