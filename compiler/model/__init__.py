"""The nouns: what the author meant, what will happen, and the mistakes in between."""
