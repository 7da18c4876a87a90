"""What things are: frozen dataclasses, enums, their rules and their look."""
