"""A question → an answer whose every sentence cites the minutes it rests on."""
