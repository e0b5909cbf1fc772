"""A routine for other programs: what its timeline says, in forms that they read."""
