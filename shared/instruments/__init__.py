"""What the control plane asks of a service, and how the service answers it."""
