"""What all services saw together: journal lines become the steps of a trace, outbox and inbox rows become events."""
