"""Text that would be markup if anybody let it, and a way to see what a browser would make of HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

INJECTIONS = [
    "<script>document.title='taken'</script>",
    "<img src=x onerror=\"document.title='taken'\">",
    "<svg onload=\"document.title='taken'\"><rect/></svg>",
    "<svg><script>document.title='taken'</script></svg>",
    "<iframe src=\"javascript:document.title='taken'\"></iframe>",
    "<a href=\"javascript:document.title='taken'\">click</a>",
    '"><img src=x onerror="document.title=\'taken\'">',
    "' autofocus onfocus='document.title=1",
    "</textarea></article><img src=x onerror=1>",
    "<style>body{display:none}</style>",
    "<details open ontoggle=\"document.title='taken'\">",
    "![picture](https://example.org/x.png)",
    "[link](javascript:document.title=1)",
    "**bold** _slanted_ `code` # heading",
    "{{constructor.constructor('document.title=1')()}}",
    "${document.title='taken'}",
    "`${document.title='taken'}`",
    "&lt;img src=x onerror=1&gt;",
    "<!-- --><base href=https://example.org/>",
    "<math><mtext></mtext><mglyph><img src=x onerror=1></mglyph></math>",
    "<body onload=document.title='taken'>",
    "<input autofocus onfocus=document.title=1>",
    "<video><source onerror=document.title=1></video>",
    "<object data=javascript:document.title=1>",
    "<embed src=data:text/html,x>",
    "<form action=https://example.org/><button>go</button></form>",
    "<meta http-equiv=refresh content=0;url=https://example.org/>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<svg><a xlink:href=javascript:document.title=1><text>x</text></a></svg>",
    "<svg><animate onbegin=document.title=1 attributeName=x>",
    "<svg><foreignObject><img src=x onerror=1></foreignObject></svg>",
    "<noscript><p title='</noscript><img src=x onerror=1>'>",
    "<template><img src=x onerror=1></template>",
    "<![CDATA[<img src=x onerror=1>]]>",
    "<?xml version='1.0'?><x onload=1/>",
    "</mark></p></article><h1>Taken</h1>",
    "'];document.title='taken';//",
    "&#60;img src=x onerror=1&#62;",
    "\u202e<b>turned</b>",
    "[[1]](https://example.org/)",
    "<https://example.org/>",
    "| a | b | <b>x</b> | y |",
    "<a href=data:text/html,x>click</a>",
]


@dataclass
class Seen(HTMLParser):
    """The elements, the attributes and the text of some HTML."""

    elements: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str | None]] = field(default_factory=list)
    marked: str = ""
    text: str = ""
    _marks: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs
        self._marks += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._marks -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._marks:
            self.marked += data

    @property
    def links(self) -> list[str]:
        """Where links lead."""
        return [value or "" for name, value in self.attributes if name == "href"]


def seen(html: str) -> Seen:
    """What a browser would make of it."""
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser
