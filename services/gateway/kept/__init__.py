"""What requests said and were answered, kept to be looked at: with all masked that a schema marks as sensitive."""
