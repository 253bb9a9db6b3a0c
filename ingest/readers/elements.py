"""XML → elements, with nothing fetched and no entity resolved."""

from __future__ import annotations

from typing import Any, TypeAlias

from ingest.errors import Unreadable

Element: TypeAlias = Any  # of lxml, which carries no types


def xml_root(data: bytes, name: str, hint: str) -> Element:
    """The root of some XML. Raises `Unreadable` for what is not whole, and for what declares entities."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)  # what the parser says of it may hold pages of what stands there
        raise Unreadable(
            f"{name} is no whole XML" + (f": line {line} is broken." if line else "."), hint=hint
        ) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(
            f"{name} declares a type or entities of its own, which nobody who writes minutes does.", hint=hint
        )
    return root
