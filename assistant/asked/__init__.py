"""What a question says: made to stand alone, its places, its periods and the kind of fact it asks for named."""
