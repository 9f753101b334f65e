"""What the journals of all services say about one journey: pure functions, no network, no clock."""
