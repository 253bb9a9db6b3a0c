"""What the store's own tables tell: registers, lists and counts, each row with its exact words."""
