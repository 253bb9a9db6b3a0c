"""Answers, conversations, registers and meetings as files that people keep: Word, Markdown, HTML, calendar."""
