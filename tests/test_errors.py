"""Every error is a sentence with a next step, and stands in the tree that its module shows."""

from __future__ import annotations

import inspect
import re

import pytest

from ingest import errors
from ingest.errors import MinutebookError


def tree(parent: type[MinutebookError], depth: int = 0) -> list[tuple[int, type[MinutebookError]]]:
    """An error and those under it, with how deep each stands, in the order of the module; those of tools aside."""
    product = [child for child in parent.__subclasses__() if not child.__module__.startswith("eval.")]
    under = [pair for child in product for pair in tree(child, depth + 1)]
    return [(depth, parent), *under]


ERRORS = [error for _, error in tree(MinutebookError)]


def test_every_error_stands_in_the_picture_of_the_tree_where_it_stands_in_the_tree() -> None:
    assert errors.__doc__ is not None
    drawn = re.findall(r"^( *)[*+-] (\w+)", errors.__doc__, re.MULTILINE)
    depths = {depth: level for level, depth in enumerate(sorted({len(spaces) for spaces, _ in drawn}))}
    shown = [(depths[len(spaces)], name) for spaces, name in drawn]
    assert shown == [(depth, error.__name__) for depth, error in tree(MinutebookError)]


def test_every_class_of_the_module_is_of_the_tree_and_of_no_other_module() -> None:
    defined = {cls for _, cls in inspect.getmembers(errors, inspect.isclass)}
    assert defined == set(ERRORS)


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_has_a_next_step_of_its_own_and_says_what_it_is(error: type[MinutebookError]) -> None:
    assert error.__doc__
    assert re.fullmatch(r"[A-Z].*\.|[A-Z].*\?", error.hint), "a hint is a sentence"
    assert "\n" not in error.hint


@pytest.mark.parametrize("error", [e for e in ERRORS if not e.__subclasses__()])
def test_the_next_step_of_a_particular_error_is_not_the_general_one(error: type[MinutebookError]) -> None:
    assert error.hint != MinutebookError.hint


def test_a_next_step_that_is_given_goes_before_that_of_the_class_and_changes_no_other() -> None:
    told = errors.Unreadable("It cannot be read.", hint="Look elsewhere.")
    assert (told.message, told.hint) == ("It cannot be read.", "Look elsewhere.")
    assert errors.Unreadable("It cannot be read.").hint != told.hint
