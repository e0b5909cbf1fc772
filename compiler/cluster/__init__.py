"""Jobs on the machines of a Dask cluster: what they need travels there by content, what they make comes back sealed."""
