"""A request -> what was asked for: the stages, composed."""
