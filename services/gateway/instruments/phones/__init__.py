"""What arrived on a simulated phone."""
