"""The console: pages on which people watch what happens."""
