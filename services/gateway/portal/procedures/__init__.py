"""What takes more than one step: judging and hashing first, then rows, then a token."""
