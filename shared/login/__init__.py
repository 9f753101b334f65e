"""Logging in: passwords, wrong guesses, one-time codes, tokens."""
