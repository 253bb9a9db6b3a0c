"""The parts of an answer without a language model: the sentences picked, what tables settle, and reasons to refuse."""
