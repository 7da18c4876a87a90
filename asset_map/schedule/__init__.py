"""When things recur, and how a rule reads in words."""
