"""What the readers and the house styles look for: put where it does not belong, and far too often."""

from __future__ import annotations

from tests.ingest.fuzzing.seeds import Form

MINUTES = [
    "Minutes:", "RESOLVED:", "RESOLVED that", "Resolved (unanimously): ", "ACTION: ", "Action by: Ann Lee", "AGREED –", "Decision:",
    "(Item 4)", "12.", "12", "13. Budget", "270 Budget The Committee noted", "25.1 ", "(a) ", "iv) ", "a.", "(1)", "• ", "- ", "o  ",
    "No. Item", "| No. | Item |", "Agenda item", "Agenda and minutes", "Additional documents:", "pdf icon PDF 62 KB", " PDF 1.5 MB",
    "...  view the full minutes text for item 25.", "… view the full decision text", "View directions", "Page 3 of 4", "---", "***",
    "Present: Mr A Bee (Chair", "In attendance:", "Apologies were received from Councillor Dee, Mr O’Nil and", "Members present:",
    "Councillor A B C de la Mac Ó", "Cllr", "(in the Chair)", "Councillors Ash, Bell (Vice-Chair), Cole; and Dee",
    "moved by Cllr Ash, seconded by Cllr Bell", "Cllr Ash proposed and Cllr Bell seconded", "The motion was lost", "For: 31", "Against (35",
    "The Director responded:", "Cllr Bell asked", "“", "”", "The Committee agreed that", "it was agreed", "minutes were", "Date of next meeting",
    "The next meeting", "The meeting ended at 3.15 pm", "Chairman ………", "signed", "Date:", "Venue: Town Hall", "Council", "Committee - ",
    "Meeting of the", "Cabinet", "Friday, 4th June 2021 at 10.00 a.m.", "31 June 2020", "2021-02-30", "1/13/2020", "99:99", "12.30 pm", "£4.",
    "MINUTES", "1 ", "CONFIDENTIAL", "DRAFT", "Meeting: 29/01/2018 - Schools Board (Item 31)", "BUDGET – ", "Mr", "e.g.", "Cllrs.", "A.", "?", "!",
    "Minutes of a meeting of the ", "Minutes of the proceedings at the ", "A special meeting for ", "Anyshire County Council’s ", "held in the ",
    " held online on ", "was held on ", "Item 2", "Item 3: Paths", "PRESENT:", "Membership – ", "Director, Housing (Ms. A. Duke), ", "Against (2)",
    "Members voting for (3)", "Abstain", "The substantive motion was declared carried", "There were no abstentions", "RESOLVED that the Council:",
    "“That thanks be given", "Moved by Councillor Ash (B)", "<small>3</small>", "amendment", "OBE", "Borough Council", "Municipal District of ",
    "\u00a0", "\u200b", "\ufeff", "\u2028", "\x0b", "\x0c", "\x85", "\x1c", "\x00", "\ud7ff", "\U0001f600", "e\u0301", "\u202e", "İ", "ß", "²", "١٢.",
    " ", "\n", "\n\n", "\t", "\r\n", "\r", ". ", ", ", "; ", ": ", "(", ")", "[", "|", " | ", "-", "–", "…", ".", "#", "*", "_", "**", "~", "a", "A", "0", "A b",
    "and ", "that ", "to ", "was ", "the ", "of ", "A ", "B. ", "a, ", "held on ", "by ", "not ", "members also ", "unanimously ", "noted ",
]  # fmt: skip

_HTML = [
    "<p>", "</p>", "<td>", "</td>", "<tr>", "</tr>", "<th>", "<table>", "</table>", "<table class=mgItemTable>", "<table class='mgItemTable'><tr>",
    "<td class=mgItemNumberCell>", "<p class=mgAiTitleTxt>", "<p class=mgSubItemTitleTxt>", "<div class=mgWordPara>", "<div id=modgov>", "<main>",
    "<ul>", "</ul>", "<ol type=i>", "<ol start=99999>", "<ol type=a>", "<li>", "<li value=-1>", "<li value=5>", "</li>", "<div hidden>", "<div>", "</div>",
    "<span>", "</span>", "<b>", "<br>", "<hr>", "<pre>", "</pre>", "<h1>", "</h1>", "<h2>", "<header>", "<nav>", "<footer>", "<script>", "</script>",
    "<style>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE html>", "<svg>", "<math>", "<template>", "<select>", "<option>",
    "<textarea>", "<title>", "<frameset>", "<noscript>", "<a href='", "<input type=password>", "<body>", "</body>", "</html>", "<html>", "<head>",
    "<meta charset=utf-16>", "<meta charset=undefined>", "<meta charset=unicode_escape>", "<meta charset=utf_16>", "<meta charset=rot13>",
    "<meta charset=iso2022_jp>", "<meta charset=cp037>", "<link rel=canonical href='http://[", "<!-- saved from url=(0014)about:internet -->",
    "&nbsp;", "&#0;", "&#x1f600;", "&#55296;", "&#99999999;", "&amp;amp;", "&lt;", "&", "<", ">", "=", "'", '"', " style='display:none'", " class='hidden'",
    "<details>", "<summary>", "<dl>", "<dt>", "<dd>", "<caption>", "<colgroup>", "<form>", "<iframe>", "<object>", "<a ", "<x:y>", "</x", "<p/", "</",
]  # fmt: skip

_XML = [
    "<meeting>", "</meeting>", "<agendaitems>", "</agendaitems>", "<agendaitem>", "</agendaitem>", "<agendaitemtitle>", "<meetingdate>99/99/2020</meetingdate>",
    "<meetingdate/>", "<isrestricted>True</isrestricted>", "<isrestricted> false </isrestricted>", "<isdisplayallowed>False</isdisplayallowed>",
    "<isminutepublished>True</isminutepublished>", "<minutesnonemptyhtmlbody>", "<fulldisplaynumberformat>1a)</fulldisplaynumberformat>",
    "<attendee name='' attendance='Present'/>", "<attendee name='A' attendance='Apologies' roledescription='&amp;amp;'/>", "<meetingstatus>Cancelled</meetingstatus>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!ENTITY a SYSTEM 'file:///etc/hostname'>", "&a;", "<![CDATA[", "]]>", "&amp;lt;p&amp;gt;", "&lt;p&gt;", "&lt;table&gt;",
    "&lt;div&gt;", "&#x0;", "&#x1;", "&#xd800;", "xmlns='x'", "<?pi ?>", "<!-- -->", "<x:y xmlns:x='z'/>", "True", "False", " encoding='utf-16'", "version='9.9'",
]  # fmt: skip

_PDF = [
    "BT", "ET", "Tj", "TJ", "Tf", "Td", "Tm", "T*", "Tr", "3 Tr", "Tz", "Ts", "TL", "cm", "q", "Q", "Do", "re", "f", "BI", "ID", "EI", "BDC", "EMC", "/F1 0 Tf",
    "/F1 1e9 Tf", "/F2 12 Tf", "1 0 0 1 0 0 Tm", "0 0 0 0 0 0 Tm", "-1 0 0 -1 0 0 cm", "1e38 0 0 1e38 0 0 cm", "0 1 -1 0 0 0 Tm", "1e-9 0 0 1e-9 0 0 Tm",
    "/Type/Page", "/Type/Pages", "/Kids[2 0 R]", "/Count 5000", "/Count 99999999", "/Count -1", "/Parent 2 0 R", "/Rotate 90", "/Rotate 45", "/Rotate -90",
    "/MediaBox[0 0 0 0]", "/MediaBox[0 0 1e9 1e9]", "/MediaBox[595 842 0 0]", "/MediaBox[NaN]", "/CropBox[10 10 20 20]", "/Contents 5 0 R", "/Length 0",
    "/Length 99999999", "/Length 5 0 R", "/Filter/FlateDecode", "/Filter/ASCIIHexDecode", "/Filter[/LZWDecode/FlateDecode]", "/Filter/RunLengthDecode",
    "/Filter/DCTDecode", "/DecodeParms<</Predictor 15/Columns 99999>>", "/Subtype/Type3", "/Subtype/Type0", "/Encoding/Identity-H", "/ToUnicode 5 0 R",
    "/FontMatrix[0 0 0 0 0 0]", "/Widths[", "/Encrypt 3 0 R", "/Type/ObjStm/N 9999/First 0", "/Type/XRef/W[1 9 9]", "/Prev 0", "/Size 999999999",
    "/Root 1 0 R", "startxref\n0", "%%EOF", "trailer", "xref", "endobj", "endstream", "stream\n", "1 0 obj", "2 0 obj", "5 0 obj", "<<", ">>", "[", "]", "(", ")",
    "<", ">", "<FEFF0041>", "\\(", "\\", "\\777", "%", "0", "-1", "1e10", "99999999999999999999", ".", "null", "true", "2 0 R", "5 0 R", "999 0 R",
    "/Annots[5 0 R]", "/AcroForm<<>>", "/Resources<</XObject<</X 5 0 R>>>>", "/X Do", "/Subtype/Form", "/Subtype/Image/Width 99999/Height 99999",
]  # fmt: skip

_DOCX = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:br/>", "<w:cr/>", "<w:tab/>",
    "<w:noBreakHyphen/>", "<w:sym w:char='F0B7'/>", "<w:del>", "</w:del>", "<w:ins>", "</w:ins>", "<w:sdt><w:sdtContent>", "<w:txbxContent><w:p>",
    "<w:pPr><w:numPr><w:ilvl w:val='8'/><w:numId w:val='1'/></w:numPr></w:pPr>", "<w:numId w:val='0'/>", "<w:ilvl w:val='-1'/>", "<w:ilvl w:val='999999'/>",
    "<w:start w:val='99999'/>", "<w:lvlText w:val='%1.%2.%9.%0'/>", "<w:numFmt w:val='upperRoman'/>", "<w:numFmt w:val='bullet'/>", "<w:numFmt w:val='x'/>",
    "<w:basedOn w:val='Normal'/>", "<w:pStyle w:val='Heading1'/>", "<w:vanish/>", "<w:name w:val='heading 1'/>", "<w:instrText>", "<w:trPr><w:del/></w:trPr>",
    "<w:p w:x='", "w:val='", "&#55296;", "&amp;", "&x;", "<!DOCTYPE a>", "<![CDATA[", "]]>", "<!--", "<w:body>", "</w:body>", "<w:document>",
]  # fmt: skip

OF_FORM = {
    Form.TEXT: [],
    Form.MARKDOWN: [
        "# ",
        "## 3. ",
        "**",
        "__",
        "> ",
        "1. ",
        "* ",
        "| a | b |",
        "|---|---|",
        "[x](http://y)",
        "```",
        "***",
        "\\",
        "<b>",
    ],
    Form.HTML: _HTML,
    Form.MODERNGOV_HTML: _HTML,
    Form.MODERNGOV_XML: [*_XML, *_HTML],
    Form.PDF: _PDF,
    Form.DOCX: _DOCX,
}
