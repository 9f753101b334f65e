"""What happens at the platform, one thing a file: each takes the unit of work first."""
