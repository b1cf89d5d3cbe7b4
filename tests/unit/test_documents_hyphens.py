"""Words that a line break cut in two are whole again, and the hyphens of Dutch spelling stay."""

import pytest

from bot.documents.hyphens import HyphenJoiner


def joined(*lines: str, elsewhere: str = "") -> str:
    return HyphenJoiner([*lines, elsewhere]).join(lines)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("voor jon-", "geren en"), "voor jongeren en"),
        (("de wijk-", "teams,"), "de wijkteams,"),
        (("een onbekend woordver-", "zinsel"), "een onbekend woordverzinsel"),
        (("de ou-", "ders"), "de ouders"),
        (("met e-", "health"), "met e-health"),
        (("een 14-", "jarige"), "een 14-jarige"),
        (("het JIM-", "gesprek"), "het JIM-gesprek"),
        (("in Noord-", "Holland"), "in Noord-Holland"),
        (("een niet-", "professional"), "een niet-professional"),
        (("een auto-", "ongeluk"), "een auto-ongeluk"),
        (("is ge-", "evalueerd"), "is geëvalueerd"),
        (("de co-", "ordinatie"), "de coördinatie"),
        (("bij in-", "en uitstroom"), "bij in- en uitstroom"),
        (("hulp-", "of dienstverlening"), "hulp- of dienstverlening"),
        (("ja -", "of nee"), "ja - of nee"),
        (("de GGZ-", "instelling"), "de GGZ-instelling"),
        (("jeugd\u00ad", "hulp"), "jeugdhulp"),
        (("midden in jeugd\u00adhulp",), "midden in jeugdhulp"),
        (("zonder", "streepje"), "zonder streepje"),
    ],
)
def test_two_lines_become_one_text(lines, whole):
    assert joined(*lines) == whole


def test_the_spelling_elsewhere_in_the_document_decides():
    assert joined("de ouder-", "kindrelatie", elsewhere="een ouder-kindrelatie") == "de ouder-kindrelatie"
    assert joined("de ouder-", "kindrelatie", elsewhere="een ouderkindrelatie") == "de ouderkindrelatie"
