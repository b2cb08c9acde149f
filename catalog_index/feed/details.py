"""`product_detail` in Google's text form: "section:name:value" entries separated by commas; a backslash or quotes
protect.
"""

from __future__ import annotations


def parse_details(written: str) -> list[tuple[str, str, str]]:
    """(section, name, value) of each entry. "name:value" has no section; a value may hold colons
    ("General:Time:10:30").
    """
    found = []
    for entry in _split(written, ",;"):
        parts = [part.strip() for part in _split(entry, ":")]
        if len(parts) >= 3:
            found.append((parts[0], parts[1], ":".join(parts[2:])))
        elif len(parts) == 2:
            found.append(("", parts[0], parts[1]))
        elif found and parts[0]:
            # "Color:Black, red": a comma inside a value that nobody escaped.
            section, name, value = found[-1]
            found[-1] = (section, name, f"{value}, {parts[0]}")
    return [entry for entry in found if entry[1] and entry[2]]


def _split(text: str, marks: str) -> list[str]:
    """`text` cut at `marks`, except after a backslash and inside double quotes. The first mark present in `text`
    is the one.
    """
    parts, current, quoted, escaped = [], "", False, False
    for character in text:
        if escaped:
            current, escaped = current + (character if character in marks + '\\"' else "\\" + character), False
        elif character == "\\":
            # Kept for the next, finer cut unless it protects one of this cut's marks.
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character in marks and not quoted:
            parts.append(current)
            current = ""
        else:
            current += character
    return [*parts, current + ("\\" if escaped else "")]
