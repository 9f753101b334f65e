"""What services say at their inner doors and the gateway reads there: one set of models for both.

An answer may gain fields; who does not know them yet reads over them. Moments are those of the sandbox's clock, but
`recorded_at`, `received_at`, `started_at` and `moved_at` are real.
"""
