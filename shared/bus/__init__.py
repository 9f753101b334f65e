"""Transports for envelopes: one contract, kept by `local` and `rabbit`."""
