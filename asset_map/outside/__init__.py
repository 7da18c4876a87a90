"""What lies across a network: online geocoders."""
