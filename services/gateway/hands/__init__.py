"""What testers change by hand, in the journal before it is done: no effect in a trace without its cause."""
