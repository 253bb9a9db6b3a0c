"""What is searched, and the sentences found, scored and put in order."""
