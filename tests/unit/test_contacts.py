from datetime import date, datetime, time, timezone

import pytest
import yaml

from bot.knowledge.contacts import AMSTERDAM, Contact, load_contacts

ENTRY = {
    "id": "lijn",
    "label": "De lijn",
    "number": "0800-1234",
    "tel": "tel:08001234",
    "url": "https://lijn.example",
    "hours": "elke dag van 11.00 tot 21.00 uur",
    "open": ["11:00", "21:00"],
    "free": True,
    "ages": [8, 18],
    "audience": ["jongere"],
    "about": "praten",
    "source": "lijn.example",
    "verified_on": date(2026, 10, 1),
    "to_verify": [],
}


def load(folder, **changes: object) -> Contact:
    path = folder / "contacts.yml"
    path.write_text(yaml.safe_dump([ENTRY | changes]), encoding="utf-8")
    return load_contacts(path)["lijn"]


def test_a_contact_is_read_into_its_fields(tmp_path):
    contact = load(tmp_path)

    assert contact.open == (time(11), time(21))
    assert (contact.ages, contact.audience, contact.free) == ((8, 18), ("jongere",), True)


def test_a_contact_for_all_ages_and_hours_states_neither(tmp_path):
    contact = load(tmp_path, open=None, ages=None)

    assert (contact.open, contact.ages) == (None, None)


@pytest.mark.parametrize(("verified_on", "shown"), [(date(2026, 10, 1), True), (None, False)])
def test_only_a_verified_contact_may_be_shown(tmp_path, verified_on, shown):
    assert load(tmp_path, verified_on=verified_on).may_be_shown is shown


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 1, 15, 10, 59, tzinfo=AMSTERDAM), False),
        (datetime(2026, 1, 15, 11, 0, tzinfo=AMSTERDAM), True),
        (datetime(2026, 1, 15, 20, 59, tzinfo=AMSTERDAM), True),
        (datetime(2026, 1, 15, 21, 0, tzinfo=AMSTERDAM), False),
        (datetime(2026, 1, 15, 10, 30, tzinfo=timezone.utc), True),  # half past eleven in winter
        (datetime(2026, 7, 15, 9, 30, tzinfo=timezone.utc), True),  # half past eleven in summer
        (datetime(2026, 1, 15, 9, 30, tzinfo=timezone.utc), False),  # half past ten in winter
        (datetime(2026, 7, 15, 19, 30, tzinfo=timezone.utc), False),  # half past nine in the evening, in summer
    ],
)
def test_a_line_is_open_by_the_clock_of_amsterdam(tmp_path, moment, is_open):
    assert load(tmp_path).is_open(moment) is is_open


def test_a_line_without_known_hours_counts_as_open(tmp_path):
    assert load(tmp_path, open=None).is_open(datetime(2026, 1, 15, 3, 0, tzinfo=AMSTERDAM))


def test_a_contact_is_sent_with_the_fields_of_the_contract(tmp_path):
    assert load(tmp_path).payload() == {name: ENTRY[name] for name in ("id", "label", "number", "tel", "url", "hours")}


def test_unchecked_hours_are_not_sent_but_the_site_is(tmp_path):
    hours = load(tmp_path, to_verify=["hours"]).payload()["hours"]

    assert "lijn.example" in hours
    assert "11.00" not in hours


def test_unchecked_hours_of_a_contact_without_site_are_left_out(tmp_path):
    assert load(tmp_path, to_verify=["hours"], url=None).shown_hours is None


def test_another_unchecked_field_leaves_the_hours_alone(tmp_path):
    assert load(tmp_path, to_verify=["free"]).shown_hours == ENTRY["hours"]
