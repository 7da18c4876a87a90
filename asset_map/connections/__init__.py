"""How things link: the only room with networkx."""
