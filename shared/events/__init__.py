"""The published language: what the services tell one another."""
