import pytest

from bot.knowledge.organisation import contact_values
from bot.settings import Settings

PHONE = "0123 45 67 89"
MAIL = "vragen@organisatie.example"


@pytest.mark.parametrize(
    ("details", "shown"),
    [
        ({"organisation_phone": PHONE}, PHONE),
        ({"organisation_mail": MAIL}, MAIL),
        ({"organisation_phone": PHONE, "organisation_mail": MAIL, "organisation_hours": "op werkdagen"}, f"{PHONE}, {MAIL}, op werkdagen"),
    ],
)
def test_an_organisation_is_shown_with_the_details_it_filled_in(details, shown):
    assert contact_values(Settings(organisation_name="De Kring", **details)) == {"organisatie": "De Kring", "gegevens": shown}


@pytest.mark.parametrize("filled_in", [{}, {"organisation_name": "De Kring"}, {"organisation_phone": PHONE}])
def test_without_a_name_and_a_way_to_reach_it_nothing_is_shown(filled_in):
    assert contact_values(Settings(**filled_in)) is None
