"""What askers and minutes call one thing: found together, never proof."""

from __future__ import annotations

from assistant.finding.thesaurus import read, thesaurus

LINES = ["# verbs", "turn_down refuse reject", "shut close closure", "close near"]


def test_a_phrase_and_a_word_of_one_sense_share_a_group_whatever_their_endings() -> None:
    found = read(iter(LINES))
    assert found.of_text("The bid was turned down.") & found.of_text("It refuses bids.")
    assert found.of_text("They shut it.") & found.of_text("Its closure was agreed.")


def test_the_words_of_a_phrase_apart_are_not_the_phrase() -> None:
    found = read(iter(LINES))
    assert not found.of_text("Turn left, then go down.")
    assert not found.of_text("nothing of the kind")


def test_a_word_of_two_senses_stands_for_either_and_does_not_join_them() -> None:
    found = read(iter(LINES))
    assert len(found.of_text("close")) == 2
    assert not found.of_text("shut") & found.of_text("near")


def test_each_word_of_a_phrase_in_a_question_means_what_the_phrase_means() -> None:
    asked = read(iter(LINES)).of_words("Why was it turned down?")
    assert asked["turn"] == asked["down"] != frozenset()
    assert "wa" not in asked


def test_every_line_of_the_kept_one_has_two_members_or_more_and_none_twice() -> None:
    kept = thesaurus()
    members = [group for groups in kept.groups.values() for group in groups]
    assert min(members.count(group) for group in set(members)) > 1
    assert all(part for phrase in kept.groups for part in phrase)
