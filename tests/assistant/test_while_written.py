"""A chat that asks while an ingest writes: every answer is of one moment, its quotes are slices, nothing fails."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

from assistant.answers import Answer, Question
from assistant.chain import AskChain
from ingest.store import Store
from tests.assistant.words import MODEL, WordEmbedder

WRITE = """
import itertools, sys
from pathlib import Path
from ingest.encoding import Encoding
from ingest.run import ingest
from ingest.store import publish
from ingest.store.chroma import looked_through
from tests.assistant.words import MODEL, WordEmbedder
from tests.ingest import runs

publish.checked_apart = lambda folder, windows: looked_through(folder)
inbox, store, embedder = Path(sys.argv[1]), Path(sys.argv[2]), WordEmbedder()
for number in itertools.count():
    words = " ".join(f"The charge of zone {zone} is {number} pounds a day." for zone in range(number % 5 + 3))
    (inbox / "minutes.txt").write_text(runs.MINUTES + f"\\n3. Zones\\n\\nMinutes:\\n{words}\\n", "utf-8")
    ingest([inbox], store, Encoding(MODEL, lambda: embedder, embedder.count_tokens), given=runs.GIVEN)
    print(number, flush=True)
"""


def test_answers_given_while_an_ingest_writes_are_whole(tmp_path: Path, root: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "store"
    inbox.mkdir()
    command = [sys.executable, "-c", WRITE, str(inbox), str(store)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "0\n"
        embedder = WordEmbedder()
        seen: set[str] = set()
        with Store.open(store, MODEL) as opened:
            chain = AskChain(opened, lambda: embedder, MODEL)
            ends = time.monotonic() + 20
            while len(seen) < 4 and time.monotonic() < ends:
                reply = chain.invoke(Question("what is the charge of zone 1?"))
                assert isinstance(reply, Answer)
                versions = {n for c in reply.citations for n in re.findall(r"is (\d+) pounds", c.record.text)}
                assert len(versions) == 1, "an answer of two moments"
                seen |= versions
                for citation in reply.citations:
                    assert citation.quote == citation.record.slice(citation.start, citation.end)
        writer.kill()
    assert len(seen) > 1, "nothing was written meanwhile"
