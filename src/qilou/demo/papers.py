"""Papers of the demo city: plain one-page PDF files, so that uploads, downloads and hashes are real."""

from textwrap import wrap

WIDTH, HEIGHT, MARGIN, LINE = 595, 842, 64, 22
TITLE, BODY = 16, 11
CHARACTERS = 40
MARK = "演示材料，内容均为虚构。 Demo material, all invented."


def paper(title: str, lines: list[str]) -> bytes:
    """One page with a title and paragraphs. The typeface is one that readers bring along."""
    shown = [part for line in lines for part in (wrap(line, CHARACTERS) or [""])]
    rows = [(TITLE, title), (BODY, ""), *((BODY, one) for one in shown), (BODY, ""), (BODY, MARK)]
    content = "\n".join(
        f"BT /F1 {size} Tf {MARGIN} {HEIGHT - MARGIN - place * LINE} Td <{text.encode('utf-16-be').hex()}> Tj ET"
        for place, (size, text) in enumerate(rows)
    ).encode()
    font = "/BaseFont /STSong-Light"
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
                "/Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
            ).encode(),
            f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream",
            f"<< /Type /Font /Subtype /Type0 {font} /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>".encode(),
            (
                f"<< /Type /Font /Subtype /CIDFontType0 {font} /FontDescriptor 7 0 R "
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>"
            ).encode(),
            (
                b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
                b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            ),
        ]
    )


def _file(objects: list[bytes]) -> bytes:
    """The objects as a file, with the table of where each begins."""
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
