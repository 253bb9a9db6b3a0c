"""A council of our own, for a few lines of minutes in each house style."""

from __future__ import annotations

from ingest.layouts.meeting import Given
from ingest.records import OutcomeKind, Record, fold_spaces

GIVEN = Given("Anyshire County Council")
OPENING = (
    "MINUTES OF PROCEEDINGS AT SPECIAL MEETING OF THE\n\nMUNICIPAL DISTRICT OF NORTH-\n\nWESTMOOR HELD IN THE TOWN\n\n"
    "HALL, MAIN STREET, ON MONDAY, {day} JANUARY,\n\n2021, AT 9.30 A.M.\n\n"
    "PRESENT IN THE CHAIR: Councillor A. Bee.\n\nMEMBERS PRESENT:\n\n"
    "Councillors Collins (B), Collins (M), Dee and Ó Fox.\n\nOFFICIALS IN ATTENDANCE:\n\n"
    "Director, Roads and Housing (Ms. A. Lee), Clerk (Mr. C. Dew).\n\n"
)


def outcomes(record: Record) -> list[tuple[str | None, str | None, str]]:
    return [
        (i.number, o.label, fold_spaces(record.slice(o.start, o.end)))
        for i in record.meeting.items
        for o in i.outcomes
        if o.kind is OutcomeKind.DECISION
    ]
