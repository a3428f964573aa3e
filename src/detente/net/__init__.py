"""What asks the network, and only when the user asks for it."""
