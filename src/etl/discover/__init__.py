"""A source goes in, links come out."""
