"""The whole journey as a story, against a fresh instance or a running one. Speaks HTTP only."""
