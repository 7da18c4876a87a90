"""What lies across a network: online geocoders, and the council's mail server."""
