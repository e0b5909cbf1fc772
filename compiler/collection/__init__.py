"""A public collection of exercises (JSON) -> entries of a project's own library, photos and licence with them."""
