"""A scope, in the words of SQLite and in the words of Chroma."""

from __future__ import annotations

from ingest.store.rows import day_number
from ingest.store.scope import Scope


def as_sql(scope: Scope) -> tuple[str, tuple[object, ...]]:
    """A condition on the table `records r`, and its parameters; a further source of a meeting is in no scope."""
    conditions, parameters = ["r.answers"], list[object]()
    for column, names in (("council", scope.councils), ("committee", scope.committees)):
        if names:
            conditions.append(f"r.{column} IN ({', '.join('?' * len(names))})")
            parameters += names
    if scope.date_from is not None:
        conditions.append("r.date >= ?")
        parameters.append(day_number(scope.date_from))
    if scope.date_to is not None:
        conditions.append("r.date <= ?")
        parameters.append(day_number(scope.date_to))
    return " AND ".join(conditions), tuple(parameters)


def as_where(scope: Scope) -> dict[str, object] | None:
    """The same condition on the metadata of a vector index; None for everything."""
    # Chroma takes several conditions only under $and, and a single one only without it.
    conditions: list[dict[str, object]] = [
        {name: {"$in": list(names)}}
        for name, names in (("council", scope.councils), ("committee", scope.committees))
        if names
    ]
    if scope.date_from is not None:
        conditions.append({"date": {"$gte": day_number(scope.date_from)}})
    if scope.date_to is not None:
        conditions.append({"date": {"$lte": day_number(scope.date_to)}})
    if len(conditions) > 1:
        return {"$and": conditions}
    return conditions[0] if conditions else None
