"""Lines → a meeting: how each house style numbers, heads and closes its items."""
