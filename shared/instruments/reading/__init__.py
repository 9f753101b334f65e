"""What the inner door tells, read from journal, outbox and inbox."""
