"""What can go wrong, as a tree; every error is a sentence with a next step.

* MinutebookError
  + RecordRefused          one source could not be taken in; the others go on
    - Unreadable           the bytes cannot be read as text
    - NotMinutes           readable, but nothing in it is a meeting's minutes
      * NoMinutesYet       a meeting whose minutes are not published yet
    - Unplaced             council, committee or date is not stated
    - NotFetched           an address that is not, or may not be, fetched
      * Declined           the site answers, but not with what it was asked for
      * Unanswered         the site does not answer now; later it may
  + StoreError             the store cannot be used as asked
    - StoreBusy            another writer holds the store
    - StoreMismatch        made by another format or embedding model
    - StoreUnwritable      the disk is full or read-only
    - StoreMissing         there is no store here yet
    - StoreDamaged         what is on disk contradicts itself
  + EmbeddingError         the embedding model or a reranker cannot be loaded or is not the one expected
  + UnknownRecord          what was named is not in the store
  + UnknownScope           a filter is not one that can be applied
  + BadQuestion            a question is empty, too long, or not in the form a file of them has
  + AddressInUse           the screen cannot listen where it was told to
  + ModelUnavailable       the chat model asked for cannot be used
    - Misfit               its server refused the form that the reply was to take
  + NotWritten             a file that was asked for cannot be written
"""

from __future__ import annotations


class MinutebookError(Exception):
    """Anything Minutebook says no to; bugs are other exceptions and are never caught."""

    hint = "Run `minutebook doctor` to see what is wrong."

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint

    @property
    def message(self) -> str:
        """The sentence to show, without the next step."""
        return str(self)


class RecordRefused(MinutebookError):
    """One source could not be taken in; the others go on."""

    hint = "Look at the file named above; the other files were not affected."


class Unreadable(RecordRefused):
    """The bytes cannot be read as text."""

    hint = "Save the file as UTF-8 text or Markdown and ingest it again."


class NotMinutes(RecordRefused):
    """Readable, but nothing in it is a meeting's minutes."""

    hint = "Ingest the published minutes of the meeting rather than its agenda."


class NoMinutesYet(NotMinutes):
    """A meeting whose minutes are not published yet."""

    hint = "Run the same command again when the minutes are published."


class Unplaced(RecordRefused):
    """The council, the committee or the date of the meeting is not stated."""

    hint = "Say it with --council, --committee or --date, or in a sources.toml beside the file."


class NotFetched(RecordRefused):
    """An address is not, or may not be, fetched."""

    hint = "Open the address in a browser and check how it is written."


class Declined(NotFetched):
    """The site answers, but not with what it was asked for."""

    hint = "Open the address in a browser; save the page and ingest the file if it shows the minutes there."


class Unanswered(NotFetched):
    """The site does not answer now; later it may."""

    hint = "Run the same command again later; it goes on where it stopped."


class StoreError(MinutebookError):
    """The store cannot be used as asked."""


class StoreBusy(StoreError):
    """Another writer holds the store."""

    hint = "Wait until the other ingest has finished, or stop it, then try again."


class StoreMismatch(StoreError):
    """The store was made by another format or embedding model."""

    hint = "Run `minutebook reindex` to make the store anew with the present settings."


class StoreUnwritable(StoreError):
    """The disk is full or read-only."""

    hint = "Free some space or choose another folder with --store, then run the same command again."


class StoreMissing(StoreError):
    """There is no store here yet."""

    hint = "Run `minutebook ingest FOLDER` first."


class StoreDamaged(StoreError):
    """What is on disk contradicts itself."""

    hint = "Run `minutebook reindex`; if that fails, remove the store folder and ingest the records again."


class EmbeddingError(MinutebookError):
    """The embedding model or a reranker cannot be loaded, or is not the one expected."""

    hint = "Run `make install`, or name another model in MINUTEBOOK_EMBEDDING."


class UnknownRecord(MinutebookError):
    """What was named is not in the store."""

    hint = "Run `minutebook records` to see what is held."


class UnknownScope(MinutebookError):
    """A filter is not one that can be applied."""

    hint = "Run `minutebook records` to see which councils, committees and dates are held."


class BadQuestion(MinutebookError):
    """A question is empty, too long to be one, or not in the form that a file of them has."""

    hint = "Ask in one sentence, for example: what was decided about school places?"


class AddressInUse(MinutebookError):
    """The screen cannot listen where it was told to."""

    hint = "Stop what listens there, or choose another port with --port (0 takes any free one)."


class ModelUnavailable(MinutebookError):
    """The chat model asked for cannot be used."""

    hint = "Unset MINUTEBOOK_MODEL to answer without a language model."


class Misfit(ModelUnavailable):
    """The server does not know the way in which the model was asked."""


class NotWritten(MinutebookError):
    """A file that was asked for cannot be written."""

    hint = "Name a file in a folder that is there and may be written to."
