"""Webhooks: events of a sandbox, told to somebody outside by signed HTTP requests."""
