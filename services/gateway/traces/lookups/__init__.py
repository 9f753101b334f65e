"""Questions to all services at once; nothing is changed."""
