"""What several actions are made of."""
