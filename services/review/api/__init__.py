"""The platform's HTTP door."""
