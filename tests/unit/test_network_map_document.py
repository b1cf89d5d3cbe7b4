import re
import zlib
from datetime import date

import pytest

from bot.knowledge.topics import Audience
from bot.network_map.drawing.document import Texts, to_pdf
from bot.network_map.drawing.picture import Options
from bot.network_map.export import Choice, Naming
from bot.network_map.network import NetworkMap, add

TEXTS = Texts(["Om uw kind heen noemde u Riet."], ["Voor raad noemde u nog niemand."], ["Past misschien als u even rust zoekt."])


def family(*labels, **attributes):
    network = NetworkMap()
    for label in labels:
        network = add(network, label, **attributes)
    return network


OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", flags=re.S)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", flags=re.S)
SAID = re.compile(rb"/(F\d+) [\d.]+ Tf|\((?P<glyphs>(?:\\.|[^\\()])*)\) Tj|\b(?P<end>ET)\b", flags=re.S)
ESCAPE = re.compile(rb"\\(.)", flags=re.S)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def content_of(body):
    """The unpacked stream of an object; nothing where there is none, or where it is a picture."""
    found = STREAM.search(body)
    if not found or b"/Subtype /Image" in body:
        return b""
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]


def characters_by_glyph(table):
    """What lets a reader copy the text: characters by the number of the glyph."""
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,})>", table)
    return {int(glyph, 16): bytes.fromhex(characters.decode()).decode("utf-16-be") for glyph, characters in pairs}


def text_of(pdf):
    """What stands on the pages, in the order in which it was written."""
    objects = {number: body for number, body in OBJECT.findall(pdf)}
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", pdf):
        table = re.search(rb"/ToUnicode (\d+) 0 R", objects[number])[1]
        fonts[name] = characters_by_glyph(content_of(objects[table]))
    said, font = [], {}
    for body in objects.values():
        content = content_of(body)
        for match in SAID.finditer(content if b" Tf" in content else b""):
            if match[1]:
                font = fonts[match[1]]
            elif match["end"]:
                said.append(" ")
            else:
                glyphs = ESCAPE.sub(lambda escape: ESCAPED.get(escape[1], escape[1]), match["glyphs"])
                said += [font.get(int.from_bytes(glyphs[place : place + 2], "big"), "") for place in range(0, len(glyphs), 2)]
    return " ".join("".join(said).split())


def pages_of(pdf):
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_the_document_has_pictures_table_texts_and_plan():
    network = add(family("Riet", "Bram", sector="familie", ring=1, support=["praktisch"]), "Ellen", kind="formeel", sector="school")

    pdf = to_pdf(network, TEXTS, Options(audience=Audience.PARENT, made_on=date(2026, 3, 4)))
    text = text_of(pdf)

    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert pages_of(pdf) == 4
    for part in ("Riet", "Bram", "Ellen", "praktische", "Wie doet wat", *TEXTS.strengths, *TEXTS.open_places, *TEXTS.suggestions):
        assert part in text
    for part in ("Gemaakt op 04-03-2026.", "Ons plan", "Wanneer", "Kies bewust met wie u dit deelt."):
        assert part in text
    assert len(re.findall(rb"/Subtype /Image\b", pdf)) == 2
    assert b"/Lang (nl-NL)" in pdf


def test_every_page_says_that_it_holds_data_of_others():
    pdf = to_pdf(family("Riet"))

    assert text_of(pdf).count("Hierin staan gegevens van anderen.") == pages_of(pdf) == 4


def test_the_same_map_gives_the_same_document():
    network = family("Riet", "Fatima", sector="buurt")

    assert to_pdf(network, TEXTS) == to_pdf(network, TEXTS)
    assert to_pdf(network, TEXTS) != to_pdf(network)


@pytest.mark.parametrize("label", ["👩‍👧 Noor", "محمد علي", "<script>alert(1)</script>", "Ş" * 80, "रिया", "(\\)", "{namen}"])
def test_odd_names_do_not_break_the_document(label):
    assert pages_of(to_pdf(family(label, sector="buurt"), Texts([f"Daar is {label}."]))) == 4


def test_a_name_that_the_font_cannot_draw_becomes_a_role_on_paper():
    assert "iemand uit de buurt" in text_of(to_pdf(family("रिया", sector="buurt")))


def test_people_are_called_as_chosen_on_paper():
    text = text_of(to_pdf(family("Riet", "Bram", sector="familie"), options=Options(choice=Choice(Naming.ROLES))))

    assert "Riet" not in text
    assert "iemand uit de familie 2" in text


def test_who_is_difficult_is_not_in_the_shared_document():
    network = family("Riet", sometimes_difficult=True)

    assert "soms lastig" not in text_of(to_pdf(network))
    assert "soms lastig" in text_of(to_pdf(network, options=Options(private=True)))


def test_a_map_without_people_still_has_a_plan_to_write_in():
    text = text_of(to_pdf(NetworkMap(), options=Options(audience=Audience.YOUTH)))

    assert "Op de kaart staat nog niemand." in text
    assert "Mijn plan" in text
