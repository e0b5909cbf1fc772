"""YAML text -> values of pydantic models that know their place."""
