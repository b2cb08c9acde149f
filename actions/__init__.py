"""What Rasa's rules call: each action reads the turn, asks the advice and the catalogue, and names a response."""
