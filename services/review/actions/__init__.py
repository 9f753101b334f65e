"""What happens at the platform, one thing a file: each takes the transaction first."""
