"""The other services, as the control plane asks, follows and waits for them."""
