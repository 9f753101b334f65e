"""Applications as far as a test needs them, by the steps that people would take."""
