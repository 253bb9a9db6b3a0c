"""Answers with a chat model: what it is sent, how it is asked, and what becomes of what it writes."""
