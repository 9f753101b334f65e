"""Waiting for an event."""
