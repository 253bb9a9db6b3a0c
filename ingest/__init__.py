"""Published minutes → a searchable store of numbered paragraphs."""
