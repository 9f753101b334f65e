"""What the places say and hear, as dictionaries that a type checker knows; one module a place."""
