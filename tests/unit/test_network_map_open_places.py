import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.topics import Audience, default_knowledge_base
from bot.network_map import wording
from bot.network_map.network import NetworkMap, Question, Viewpoint, add, answer, change, tick, tie
from bot.network_map.open_places import (
    MOST_PER_TIER,
    TABLE,
    YOUTH_TABLE,
    Circumstance,
    Found,
    OpenPlace,
    Place,
    Reason,
    Strength,
    Suggestion,
    Tier,
    asleep,
    open_places,
    strengths,
    suggestions,
    to_ask,
)
from bot.network_map.people import Kind, Sector, Support
from bot.settings import ROOT

from .test_network_map_network import family, networks

JUDGING = re.compile(r"\d|klein netwerk|weinig|te weinig|score|punten|zwak", re.IGNORECASE)
CIRCUMSTANCES = st.frozensets(st.sampled_from(Circumstance), max_size=3)


def codes(network: NetworkMap) -> list[str]:
    return [place.what.value for place in open_places(network)]


def strong(network: NetworkMap) -> dict[Strength, tuple[str, ...]]:
    return {found.strength: found.people for found in strengths(network)}


def topics(network: NetworkMap, *circumstances: Circumstance, age: float | None = None) -> list[str]:
    return [offer.topic for offer in suggestions(network, circumstances, age)]


def all_answered(network: NetworkMap) -> NetworkMap:
    for question in Question:
        network = answer(network, question)
    return network


# Open places.


def test_a_map_without_people_has_one_open_place_and_no_strength():
    assert codes(all_answered(NetworkMap())) == ["nog_niemand"]
    assert strengths(NetworkMap()) == ()


def test_what_was_not_asked_is_no_open_place():
    assert codes(family("Riet", sector="buurt")) == []


def test_what_was_asked_and_left_empty_is_an_open_place_in_a_fixed_order():
    assert codes(all_answered(family("Riet", sector="buurt"))) == [
        "vaste_volwassene", "praktisch", "emotioneel", "informatief", "normatief", "plezier", "eigen_mensen", "dichtbij",
    ]  # fmt: skip


def test_a_filled_place_is_not_open():
    network = all_answered(family("Riet", "Bram", sector="buurt", ring=1, support=list(Support)))
    network = change(network, "p1", steady=True, childs_own=True)

    assert codes(network) == []


def test_support_that_the_family_only_gives_does_not_fill_a_place():
    network = tick(family("Riet", sector="buurt"), Support.PRACTICAL, ["p1"])

    assert codes(network) == []
    assert codes(change(network, "p1", direction="geven")) == ["praktisch"]


def test_only_professionals_leave_the_own_circle_open():
    assert codes(family("wijkteam", kind="formeel")) == ["eigen_kring"]


@pytest.mark.parametrize(("sector", "expected"), [("familie", ["buiten_familie"]), ("online", []), (None, [])])
def test_only_family_leaves_the_rest_open(sector, expected):
    assert codes(add(family("Riet", sector=sector), "huisarts", kind="formeel", sector="hulp")) == expected


def test_one_person_who_carries_at_least_half_of_the_marks_is_named():
    network = family("Riet", "Bram", sector="buurt")
    network = change(network, "p1", support=["praktisch", "emotioneel", "plezier"])

    assert codes(network) == []
    network = change(network, "p2", support=["plezier"])
    assert open_places(network) == (OpenPlace(Place.SHARED_LOAD, ("p1",)),)
    assert codes(change(network, "p2", support=["plezier", "praktisch", "emotioneel"])) == []


# Strengths.


def test_strengths_name_their_people_in_the_order_of_the_map():
    network = family("Riet", "Bram", "Fatima")
    network = change(network, "p1", ring=1, steady=True, support=["praktisch", "plezier"], direction="allebei")
    network = change(network, "p3", ring=1, childs_own=True, support=["plezier"], could_do_more="misschien")
    network = tie(network, "p3", "p1")

    assert strong(network) == {
        Strength.PEOPLE: ("p1", "p2", "p3"),
        Strength.CLOSE: ("p1", "p3"),
        Strength.STEADY: ("p1",),
        Strength.CHILDS_OWN: ("p3",),
        Strength.PRACTICAL: ("p1",),
        Strength.FUN: ("p1", "p3"),
        Strength.SEVERAL_KINDS: ("p1",),
        Strength.GIVING: ("p1",),
        Strength.TOGETHER: ("p1", "p3"),
        Strength.COULD_DO_MORE: ("p3",),
    }
    assert [found.strength for found in strengths(network)] == sorted(strong(network), key=list(Strength).index)


def test_the_largest_circle_of_people_who_know_each_other_is_named():
    network = tie(tie(tie(family("Riet", "Bram", "Fatima", "Ellen", "Sara"), "p1", "p2"), "p3", "p4"), "p4", "p5")

    assert strong(network)[Strength.TOGETHER] == ("p3", "p4", "p5")


def test_who_is_sometimes_difficult_or_must_not_be_asked_is_not_someone_to_ask():
    network = family("Riet", "Bram", "Fatima", "Ellen", could_do_more="ja", frequency="zelden")
    network = change(network, "p2", sometimes_difficult=True)
    network = change(network, "p3", could_do_more="niet_vragen")
    network = change(network, "p4", could_do_more="nee", kind="formeel")

    assert [person.id for person in to_ask(network)] == ["p1"]
    assert [person.id for person in asleep(network)] == ["p1"]


@given(networks(), st.booleans())
def test_sometimes_difficult_never_adds_a_strength_or_an_open_place(network, difficult):
    calm = network
    for person in network.people:
        calm = change(calm, person.id, sometimes_difficult=False)

    assert open_places(calm) == open_places(network)
    assert set(strong(network)) <= set(strong(calm))


@given(networks())
def test_a_support_is_a_strength_or_an_open_place_and_never_both(network):
    strengths_found = {found.strength.value for found in strengths(network)}
    places = set(codes(network))
    for kind in Support:
        assert not (kind.value in strengths_found and kind.value in places)
        if network.people and Question.about(kind) in network.answered:
            assert kind.value in strengths_found | places


# Suggestions.


@pytest.mark.parametrize("table", [TABLE, YOUTH_TABLE])
def test_every_topic_of_the_table_exists(table):
    known = default_knowledge_base()
    assert [topic for rows in table.values() for topic, _, _ in rows if known.topic(topic) is None] == []


def test_every_open_place_and_circumstance_has_a_row():
    assert set(TABLE) == {*Place, *Circumstance}
    assert len(TABLE) == len(Place) + len(Circumstance)
    assert {reason for table in (TABLE, YOUTH_TABLE) for rows in table.values() for _, reason, _ in rows} == set(Reason)


@settings(max_examples=60)
@given(networks(), CIRCUMSTANCES, st.one_of(st.none(), st.floats(0, 25)))
def test_own_circle_goes_before_volunteers_before_professionals(network, circumstances, age):
    offers = suggestions(network, circumstances, age)

    assert len({offer.topic for offer in offers}) == len(offers)
    if not {Circumstance.UNSAFE, Circumstance.NOT_AT_HOME} & circumstances:
        assert [offer.tier for offer in offers] == sorted(offer.tier for offer in offers)
        assert all(sum(offer.tier is tier for offer in offers) <= MOST_PER_TIER[tier] for tier in Tier)
    for offer in offers:
        ages = default_knowledge_base().topics[offer.topic].ages
        assert age is None or ages is None or ages[0] <= age <= ages[1]


def test_nobody_for_a_few_hours_of_care():
    network = tick(family("Riet", sector="buurt"), Support.PRACTICAL, [])

    assert topics(network) == ["begrip/vraagverlegenheid", "vorm/steunouder", "vorm/buurtgezinnen", "vorm/meeleefgezin"]
    assert suggestions(network)[1] == Suggestion("vorm/steunouder", Reason.BREATHING_SPACE, Tier.VOLUNTEERS, Place.PRACTICAL)


def test_a_youth_is_offered_somebody_to_talk_to():
    network = tick(add(NetworkMap(Viewpoint.SELF), "Riet", sector="buurt"), Support.EMOTIONAL, [])

    assert topics(network, age=15) == ["begrip/vraagverlegenheid", "vorm/ease", "vorm/maatje"]
    assert topics(network, age=10) == ["begrip/vraagverlegenheid", "vorm/maatje"]


def test_a_map_without_people_is_offered_ways_in():
    assert topics(NetworkMap()) == ["dilemma/klein-of-zwak-netwerk", "vorm/buurtgezinnen", "vorm/clientondersteuning"]


def test_many_people_are_offered_a_shared_plan():
    network = family(*(f"Naam {number}" for number in range(10)), sector="buurt")

    assert topics(network) == ["vorm/familiegroepsplan", "vorm/eigen-kracht-conferentie"]


@pytest.mark.parametrize(
    ("circumstance", "first"),
    [
        (Circumstance.SEPARATION, "vorm/jim"),
        (Circumstance.COMPLEX, "vorm/samen-oplopen"),
        (Circumstance.PLACEMENT_THREATENS, "vorm/jim"),
        (Circumstance.NO_AUTHORITY, "vorm/burgervoogd"),
        (Circumstance.PREGNANT, "vorm/centering-ouderschap"),
        (Circumstance.FIRST_BABY, "vorm/moeders-informeren-moeders"),
        (Circumstance.PARENT_ILL, "vorm/clientondersteuning"),
        (Circumstance.NO_PLAN, "vorm/familiegroepsplan"),
        (Circumstance.NOT_AT_HOME, "dilemma/veiligheid"),
    ],
)
def test_a_circumstance_brings_its_form_of_support(circumstance, first):
    assert topics(family("Riet", sector="buurt"), circumstance)[0] == first


def test_in_danger_nothing_but_safety_is_offered():
    assert topics(all_answered(family("Riet")), Circumstance.UNSAFE, Circumstance.SEPARATION) == ["dilemma/veiligheid"]


# Words.


@pytest.mark.parametrize("audience", [None, *Audience])
@pytest.mark.parametrize("use_informal", [False, True])
def test_everything_that_can_be_found_can_be_said(audience, use_informal):
    network = family("Riet", "Bram")
    ids = ("p1", "p2")
    said = [
        *(wording.strength_text(network, Found(strength, ids), audience, use_informal) for strength in Strength),
        *(wording.open_place_text(network, OpenPlace(place, ids), audience, use_informal) for place in Place),
        *(wording.reason_text(Suggestion("vorm/jim", reason, Tier.OWN, Place.STEADY), audience, use_informal) for reason in Reason),
        wording.where_text(audience, use_informal),
    ]

    assert len(said) == len(Strength) + len(Place) + len(Reason) + 1
    assert not [text for text in said if JUDGING.search(text) or "{" in text]
    if use_informal or audience in (Audience.YOUTH, Audience.PROFESSIONAL):
        assert not [text for text in said if re.search(r"\b(?:u|uw)\b", text, re.IGNORECASE)]


@pytest.mark.parametrize("place", [place for place in Place if place is not Place.SHARED_LOAD])
@pytest.mark.parametrize("audience", list(Audience))
def test_an_open_place_says_nog(place, audience):
    assert re.search(r"\bnog\b", wording.open_place_text(family("Riet"), OpenPlace(place), audience))


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        ([], ""),
        (["Riet"], "Riet"),
        (["Riet", "Bram"], "Riet en Bram"),
        (["Riet", "Bram", "Fatima", "Ellen"], "Riet, Bram, Fatima en Ellen"),
        (["Riet", "Bram", "Fatima", "Ellen", "Sara"], "Riet, Bram, Fatima en anderen"),
        (["{laatste}", "{namen}"], "{laatste} en {namen}"),
    ],
)
def test_labels_are_said_in_a_row(labels, text):
    network = family(*labels)

    assert wording.names_of(network, [person.id for person in network.people]) == text


@pytest.mark.parametrize("label", ["uw buurvrouw", "{nr_113}", "{namen}"])
def test_a_label_is_never_changed_in_a_sentence(label):
    text = wording.strength_text(family(label), Found(Strength.FUN, ("p1",)), None, use_informal=True)

    assert text == f"Leuke dingen doen kan met {label}."


def test_everybody_has_a_role():
    network = NetworkMap()
    for sector in (*Sector, None):
        network = add(network, "x", sector=sector)
    roles = [wording.role_of(person) for person in network.people]

    assert len(set(roles)) == len(Sector) + 1
    assert wording.role_of(add(NetworkMap(), "x", sector="buurt", group=True, kind=Kind.FORMAL).people[0]) == "een groep"


def test_every_sentence_of_the_file_is_known_to_the_wording():
    content = yaml.safe_load((ROOT / "data" / "responses" / "netwerkkaart_resultaat.yml").read_text(encoding="utf-8"))
    names = set(content["responses"])
    used = {*wording.STRENGTHS.values(), *wording.PLACES.values(), *wording.REASONS.values(), *wording.ROLES.values()}

    assert names - used == {"utter_kaart_waar_navragen", "utter_kaart_en_anderen", "utter_kaart_rol_groep"}
