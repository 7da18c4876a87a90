"""Where things are: the only room with coordinate systems, polygons and joins."""
