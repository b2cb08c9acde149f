"""What keeps this catalogue from being found and advised on, what would help, and the proof that it does."""
