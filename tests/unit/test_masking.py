import pytest

from bot.privacy.masking import mask


@pytest.mark.parametrize(
    ("text", "masked", "kind"),
    [
        ("mail mij op a.b+c@post.example.nl graag", "mail mij op [mailadres] graag", "mailadres"),
        ("kijk https://school.example/k?token=geheim", "kijk [link]", "link"),
        ("NL91 ABNA 0417 1643 00 is van mij", "[rekeningnummer] is van mij", "rekeningnummer"),
        ("rekening nl91abna0417164300", "rekening [rekeningnummer]", "rekeningnummer"),
        ("bsn 111222333", "bsn [burgerservicenummer]", "burgerservicenummer"),
        ("bsn 111.222.333", "bsn [burgerservicenummer]", "burgerservicenummer"),
        ("bsn 1112.22.333", "bsn [burgerservicenummer]", "burgerservicenummer"),
        ("bel 06-12345678", "bel [telefoonnummer]", "telefoonnummer"),
        ("bel 06 12 34 56 78 maar", "bel [telefoonnummer] maar", "telefoonnummer"),
        ("bel +31 6 12345678", "bel [telefoonnummer]", "telefoonnummer"),
        ("bel 0031612345678", "bel [telefoonnummer]", "telefoonnummer"),
        ("bel 030-2345678.", "bel [telefoonnummer].", "telefoonnummer"),
        ("wij wonen op 1234 AB 12", "wij wonen op [postcode]", "postcode"),
        ("1234ab is ons adres", "[postcode] is ons adres", "postcode"),
    ],
)
def test_an_identifier_becomes_a_readable_tag(text, masked, kind):
    assert (mask(text).text, mask(text).kinds) == (masked, (kind,))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mijn zoon van 12 en mijn dochter van 8 maanden",
        "in 2021 is het begonnen",
        "in 2019 en 2020 ging het goed",
        "bel 112 of 113",
        "veilig thuis is 0800-2000",
        "de kindertelefoon is 0800 0432",
        "de luisterlijn is 088-0767000",
        "het getal 123456789 is geen geldig nummer",
        "in 2021 is oma gekomen",
        "met 1500 en later 2000 euro",
        "kenmerk AB12 CDEF 3456 7890",
        "een apenstaartje @ alleen",
        "richtlijn 2.3, paragraaf 10/11",
        "mijn buurvrouw Riet past op",
    ],
)
def test_what_identifies_nobody_stays(text):
    assert (mask(text).text, mask(text).kinds) == (text, ())


def test_several_identifiers_are_all_masked_and_each_kind_is_named_once():
    masked = mask("bel 06-12345678 of 06-87654321, mail a@post.example, woon op 1234 AB")

    assert masked.text == "bel [telefoonnummer] of [telefoonnummer], mail [mailadres], woon op [postcode]"
    assert sorted(masked.kinds) == ["mailadres", "postcode", "telefoonnummer"]


def test_a_masked_text_is_not_masked_again():
    once = mask("bsn 111222333, 06-12345678, 1234 AB 12, a@post.example, https://school.example/k").text

    assert (mask(once).text, mask(once).kinds) == (once, ())


@pytest.mark.parametrize("secret", ["111222333", "NL91ABNA0417164300", "0612345678", "a@post.example", "1234AB"])
@pytest.mark.parametrize("around", ["{}", "({})", "nummer:{}", "{}.", "'{}'", "a\n{}\nb", "{}, dus"])
def test_punctuation_around_an_identifier_does_not_hide_it(secret, around):
    assert secret not in mask(around.format(secret)).text
