"""Photos: one floor below people and articles, because both show them."""
