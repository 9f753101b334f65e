"""The HTTP side of a service: its door, what routes are written with, refusals, and the documents about it."""
