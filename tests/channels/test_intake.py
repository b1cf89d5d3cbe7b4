import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.intake import NOT_KEPT, Intake
from bot.channels.interviews import OpenInterviews
from bot.knowledge.buttons import BUTTONS_FILE, default_buttons
from bot.knowledge.topics import Audience, default_knowledge_base
from bot.network_map.interview.state import Interview
from bot.safety.levels import NO_SIGNAL, Level, Signal, Theme
from bot.safety.signals import DangerDetector
from tests.unit.interviewing import Talk

INTAKE = Intake(4000, DangerDetector(None), typed_payloads=True)
FIXED = sorted(yaml.safe_load(BUTTONS_FILE.read_text(encoding="utf-8"))["knoppen"])
OF_THE_MAP = [name for name in FIXED if name.startswith("kaart-")]
ELSEWHERE = [name for name in FIXED if not name.startswith(("kaart-", "keuze-"))]
CODE = "CDFG-HJKM-NPQR"


class FixedDetector:
    """Gives the same signal for every text."""

    def __init__(self, signal: Signal) -> None:
        self._signal = signal

    def detect(self, text, answering=False):
        return self._signal

    def certain(self, text):
        return NO_SIGNAL


def intent_of(admitted) -> str | None:
    return admitted.parse_data["intent"]["name"] if admitted.parse_data else None


def label_of(admitted) -> str | None:
    return admitted.parse_data["intent"]["full_retrieval_intent_name"] if admitted.parse_data else None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("ik wil dood", Level.ACUTE),
        ("/groet@1.0 ik wil dood", Level.ACUTE),
        ("/groet{} hij slaat mij", Level.CONCERN),
        ('/groet{"x": "ik wil dood"}', Level.ACUTE),
        ("/ik wil dood", Level.ACUTE),
        ("knop: ik wil dood", Level.ACUTE),
        ("Vertel meer, ik wil dood", Level.ACUTE),
        ("i\u200bk wil do\u200bod", Level.ACUTE),
        ("ik wil\x00 dood", Level.ACUTE),
        ("06-12345678 hij slaat mij", Level.CONCERN),
        ("please help me, I want to die", Level.ACUTE),
    ],
)
def test_danger_is_read_on_the_raw_text_before_anything_else(text, level):
    admitted = INTAKE.admit(text, None)
    assert admitted.signal.level is level
    assert intent_of(admitted) == "gevaar"
    assert admitted.metadata["signaal"] == level.value


def test_danger_at_the_end_of_a_message_that_is_too_long_is_heard():
    admitted = INTAKE.admit("ik zoek een maatje voor mijn zoon. " * 300 + "ik wil dood", None)
    assert admitted.signal.level is Level.ACUTE


@pytest.mark.parametrize("text", ["hij slaat mij bij de zandbak", "/groet@1.0 ik wil dood in de zandbak", "zandbak zandbak ik wil dood"])
def test_text_about_danger_goes_no_further(text):
    admitted = INTAKE.admit(text, "jongere")
    assert admitted.text == NOT_KEPT
    assert admitted.parse_data["text"] == NOT_KEPT
    assert "zandbak" not in repr(admitted)
    assert "slaat mij" not in repr(admitted)
    assert "ik wil" not in repr(admitted)


def test_a_takeover_carries_theme_and_unsafe_relations_only():
    admitted = INTAKE.admit("mijn opa zit aan me", "jongere")
    assert {name: admitted.metadata[name] for name in ("signaal", "thema", "onveilig")} == {
        "signaal": "concern",
        "thema": Theme.SEXUAL.value,
        "onveilig": ["opa"],
    }
    assert set(admitted.metadata) <= {"doelgroep", "zegt", "wijst_op", "signaal", "thema", "onveilig"}


@pytest.mark.parametrize("level", [Level.DISTRESS, Level.SOFT, Level.PROFESSIONAL])
def test_a_lighter_signal_is_passed_on_beside_the_text(level):
    admitted = Intake(4000, FixedDetector(Signal(level))).admit("wat is een maatje", None)
    assert admitted.text == "wat is een maatje"
    assert admitted.metadata["signaal"] == level.value
    assert "thema" not in admitted.metadata


def test_a_harmless_message_carries_no_signal():
    assert "signaal" not in INTAKE.admit("wat is een maatje", None).metadata


@pytest.mark.parametrize(
    "text",
    [
        "/groet",
        "//groet",
        "/ /groet",
        "/ / /restart",
        "/\u200b/restart",
        "/\t/restart",
        "/\x00/restart",
        "\u200b/groet",
        "  /restart",
        "\x00/restart",
        '/groet{"doelgroep": "professional"}',
        "/vorm/jim",
        "/",
    ],
)
def test_a_typed_slash_command_becomes_text(text):
    admitted = INTAKE.admit(text, None)
    assert not admitted.text.startswith("/")
    assert intent_of(admitted) in (None, "onduidelijk")


@pytest.mark.parametrize(
    ("text", "kind", "secret"),
    [
        ("mail naar sam@post.example over een maatje", "mailadres", "sam@post.example"),
        ("bel mij op 06-12345678 over een maatje", "telefoonnummer", "12345678"),
        ("mijn nummer is 111222333 en ik zoek een maatje", "burgerservicenummer", "111222333"),
        ("rekening NL91ABNA0417164300 voor de oppas", "rekeningnummer", "0417164300"),
        ("wij wonen op 1234 AB 56 en zoeken een maatje", "postcode", "1234 AB"),
        ("/groet sam@post.example", "mailadres", "sam@post.example"),
        ("sam@post\u200b.example zoekt een maatje", "mailadres", "post.example"),
    ],
)
def test_personal_data_is_masked_and_named(text, kind, secret):
    admitted = INTAKE.admit(text, None)
    assert secret not in repr(admitted)
    assert kind in admitted.metadata["gemaskeerd"]


def test_a_message_without_personal_data_is_not_called_masked():
    assert "gemaskeerd" not in INTAKE.admit("ik zoek een maatje voor mijn zoon van 12", None).metadata


@pytest.mark.parametrize("name", ELSEWHERE)
@pytest.mark.parametrize("way", ["payload", "title", "title in capitals", "title without mark"])
def test_a_fixed_button_works_by_payload_and_by_typed_title(name, way):
    button = default_buttons().fixed(name)
    typed = {
        "payload": button.payload,
        "title": button.title,
        "title in capitals": f"  {button.title.upper()} ",
        "title without mark": button.title.rstrip("?"),
    }[way]
    pressed = INTAKE.admit(button.payload, None)
    admitted = INTAKE.admit(typed, None)
    assert label_of(admitted) == label_of(pressed)
    assert label_of(admitted)
    assert not admitted.text.startswith(("knop:", "/"))


@pytest.mark.parametrize("name", OF_THE_MAP)
def test_a_button_of_the_map_works_by_payload_and_its_title_is_an_ordinary_word_without_an_interview(name):
    button = default_buttons().fixed(name)
    pressed = INTAKE.admit(button.payload, None)
    assert (intent_of(pressed), pressed.metadata["knop"]) == ("netwerkkaart", name)
    assert "ruw" not in INTAKE.admit(button.title, None).metadata
    assert intent_of(INTAKE.admit(button.title, None)) != "netwerkkaart"


def interview(*texts: str) -> Interview:
    talk = Talk()
    talk.say("beginnen", "oma Riet en Fatima", *texts)
    return talk.interview


def intake_in(open_interview: Interview | None) -> Intake:
    return Intake(4000, DangerDetector(None), interviews=OpenInterviews(lambda sender: open_interview))


@pytest.mark.parametrize("name", OF_THE_MAP)
def test_while_a_question_is_open_the_title_of_a_button_is_an_answer(name):
    title = default_buttons().fixed(name).title
    admitted = intake_in(interview()).admit(title, None, "sam")
    assert admitted.metadata["ruw"] == title
    assert intent_of(admitted) is None


def test_while_a_question_is_open_the_audience_can_be_chosen_by_title():
    assert label_of(intake_in(interview()).admit("Ik ben jongere", None, "sam")) == "doelgroep_jongere"


def test_an_answer_in_an_interview_goes_along_unmasked_beside_the_masked_text():
    admitted = intake_in(interview()).admit("tante Els, 06-12345678", None, "sam")
    assert admitted.metadata["ruw"] == "tante Els, 06-12345678"
    assert "12345678" not in admitted.text


def test_an_answer_in_an_interview_keeps_its_limit():
    admitted = Intake(20, DangerDetector(None), interviews=OpenInterviews(lambda sender: interview())).admit("a" * 50, None, "sam")
    assert len(admitted.metadata["ruw"]) == len(admitted.text) == 20


def test_danger_in_an_interview_goes_no_further():
    admitted = intake_in(interview()).admit("opa slaat mij bij de zandbak", "jongere", "sam")
    assert intent_of(admitted) == "gevaar"
    assert "ruw" not in admitted.metadata
    assert "zandbak" not in repr(admitted)


@pytest.mark.parametrize("text", ["haal Riet weg", "laat de kaart zien", "wis alles", "verder"])
@pytest.mark.parametrize("left", ["pauze", "naar de kaart"])
def test_a_map_that_was_left_hears_what_is_meant_for_it(text, left):
    admitted = intake_in(interview(left)).admit(text, None, "sam")
    assert (intent_of(admitted), admitted.metadata["ruw"]) == ("netwerkkaart", text)


@pytest.mark.parametrize("text", ["wat is een maatje", "haal Piet weg", "ja", "niemand", "Riet"])
@pytest.mark.parametrize("left", ["pauze", "naar de kaart"])
def test_other_messages_beside_a_map_that_was_left_are_ordinary(text, left):
    admitted = intake_in(interview(left)).admit(text, None, "sam")
    assert "ruw" not in admitted.metadata
    assert intent_of(admitted) != "netwerkkaart"


@pytest.mark.parametrize("text", [CODE, CODE.lower(), f"mijn code is {CODE.replace('-', ' ')}."])
def test_a_code_opens_a_map_and_is_not_in_the_text(text):
    for admitted in (INTAKE.admit(text, None, "sam"), intake_in(interview()).admit(text, None, "sam")):
        assert intent_of(admitted) == "netwerkkaart"
        assert admitted.metadata["kaartcode"].replace(" ", "-").upper() == CODE
        assert admitted.text == "[code]"


@pytest.mark.parametrize("text", ["mijn oude buur past vaak op", "elke week komt Riet", "Riet Bram Noor", "2024 2025 2026"])
def test_three_short_words_are_no_code(text):
    assert "kaartcode" not in INTAKE.admit(text, None, "sam").metadata


@pytest.mark.parametrize("topic_id", ["vorm/jim", "vorm/maatje", "begrip/informele-steun"])
def test_a_topic_button_works_by_payload_and_by_typed_title(topic_id):
    topic = default_knowledge_base().topics[topic_id]
    for typed in (default_buttons().topic(topic).payload, topic.title):
        admitted = INTAKE.admit(typed, None)
        assert label_of(admitted) == topic_id
        assert intent_of(admitted) == topic_id.split("/")[0]


@pytest.mark.parametrize("payload", ["knop:", "knop:bestaat-niet", "knop:gevaar", "knop:/restart", "knop:vorm/bestaat-niet"])
def test_a_button_that_nobody_drew_is_read_as_text(payload):
    assert intent_of(INTAKE.admit(payload, None)) is None


@pytest.mark.parametrize("odd", [None, 12, 1.5, True, [], ["hoi"], {}, {"text": "ik wil dood"}, b"hoi", object()])
def test_a_message_that_is_no_text_is_asked_about(odd):
    admitted = INTAKE.admit(odd, None)
    assert (admitted.text, intent_of(admitted)) == ("", "onduidelijk")


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u200c", "😀", "👨‍👩‍👧 ❤️", "?!", "...", "\x00\x07", "\ufeff"])
def test_a_message_without_words_never_becomes_an_intent_of_its_own(text):
    admitted = INTAKE.admit(text, None)
    assert intent_of(admitted) == "onduidelijk"


def test_zero_width_characters_are_gone_from_what_is_stored():
    assert INTAKE.admit("wat is ee\u200bn maat\u00adje\ufeff", None).text == "wat is een maatje"


def test_control_characters_are_gone_from_what_is_stored():
    text = INTAKE.admit("wat is\x00 een\x1b[31m maatje\x7f", None).text
    assert all(character.isprintable() for character in text)
    assert "maatje" in text


def test_an_emoji_beside_words_stays():
    assert INTAKE.admit("ik zoek een maatje 🙂", None).text == "ik zoek een maatje 🙂"


def test_ten_thousand_characters_are_read_up_to_the_limit_and_marked():
    admitted = Intake(4000, DangerDetector(None)).admit("maatje " * 1429, None)
    assert len(admitted.text) <= 4000
    assert admitted.metadata["afgekapt"] is True


def test_a_message_at_the_limit_is_not_marked():
    assert "afgekapt" not in Intake(100, DangerDetector(None)).admit("a" * 100, None).metadata


def test_a_million_characters_are_no_error():
    assert Intake(4000, DangerDetector(None)).admit("maatje " * 150_000, None).metadata["afgekapt"] is True


@pytest.mark.parametrize("audience", ["ouder", "jongere", "professional"])
def test_the_channels_audience_is_passed_on(audience):
    admitted = INTAKE.admit("wat is een maatje", audience)
    assert admitted.metadata["doelgroep"] == audience
    assert admitted.audience is Audience(audience)


@pytest.mark.parametrize("odd", [None, "", "oma", "OUDER", 7, True, [], ["ouder"], {}, {"doelgroep": "ouder"}, b"ouder", float("nan")])
def test_an_unknown_audience_is_never_an_error(odd):
    admitted = INTAKE.admit("wat is een maatje", odd)
    assert admitted.audience is None
    assert "doelgroep" not in admitted.metadata
    assert admitted.text == "wat is een maatje"


def test_what_somebody_says_of_themself_goes_before_the_channel():
    admitted = INTAKE.admit("ik ben jeugdbeschermer, wat is een maatje", "ouder")
    assert (admitted.metadata["zegt"], admitted.audience) == ("professional", Audience.PROFESSIONAL)


def test_the_channel_goes_before_a_hint():
    admitted = INTAKE.admit("mijn mentor op school zegt dat ik een maatje kan krijgen", "ouder")
    assert (admitted.metadata["wijst_op"], admitted.audience) == ("jongere", Audience.PARENT)


def test_a_hint_is_used_where_nothing_else_is_known():
    assert INTAKE.admit("mijn mentor op school zegt dat ik een maatje kan krijgen", None).audience is Audience.YOUTH


def test_another_language_is_noticed():
    admitted = INTAKE.admit("do you speak english please", None)
    assert (intent_of(admitted), admitted.metadata["taal"]) == ("andere_taal", "English")


def test_what_is_admitted_can_be_stored_and_sent():
    admitted = INTAKE.admit("wat is een maatje \ud83d zei ze", None)
    assert admitted.text.encode("utf-8")


@given(st.text())
@example("\ud800")
@example("hoi \udfff")
def test_no_text_is_too_odd_to_admit(text):
    admitted = INTAKE.admit(text, None)
    assert isinstance(admitted.text, str)
    assert not admitted.text.startswith("/")


@given(
    st.one_of(st.none(), st.integers(), st.lists(st.text()), st.dictionaries(st.text(), st.text())),
    st.one_of(st.none(), st.text(), st.lists(st.text())),
)
def test_no_message_or_audience_is_too_odd_to_admit(message, audience):
    assert isinstance(INTAKE.admit(message, audience).text, str)


def test_danger_said_in_two_messages_is_seen_at_the_second():
    intake = Intake(4000, DangerDetector(None))
    assert not intake.admit("ik wil", None, "a").signal.level.takes_over
    assert intake.admit("dood", None, "a").signal.level.takes_over
    assert not intake.admit("dood", None, "b").signal.level.takes_over


PUBLIC = Intake(4000, DangerDetector(None))


@pytest.mark.parametrize("text", ["knop:vorm/jim", " knop:vorm/jim", "knop:knop:gegevens_wissen", "knop: knop:vorm/jim"])
def test_a_typed_payload_is_text_at_a_public_door(text):
    admitted = PUBLIC.admit(text, None)
    assert "knop" not in admitted.metadata
    assert not admitted.text.startswith("knop:")


def test_a_button_that_the_door_has_checked_counts_at_a_public_door():
    assert label_of(PUBLIC.admit(None, None, "web:a", "knop:vorm/jim")) == "vorm/jim"


def test_danger_behind_a_typed_payload_is_seen():
    assert PUBLIC.admit("knop: ik wil dood", None).signal.level is Level.ACUTE


@pytest.mark.parametrize(
    ("text", "label", "wish"),
    [
        ("welke gegevens heb je van mij?", "gegevens", "inzien"),
        ("stuur ze mij", "gegevens_opvragen", "meenemen"),
        ("/wis mijn gegevens", "gegevens_wissen", "wissen"),
        ("Wis mijn gegevens!", "gegevens_wissen", "wissen"),
        ("Ja, wis alles", "gegevens_wissen", "meteen_wissen"),
        ("knop:gegevens-wis-alles", "gegevens_wissen", "meteen_wissen"),
        ("knop:gegevens-meenemen", "gegevens_opvragen", "meenemen"),
    ],
)
@pytest.mark.parametrize("busy", [False, True], ids=["alone", "in an interview"])
def test_a_wish_about_data_is_recognised_everywhere(text, label, wish, busy):
    talk = Talk()
    talk.say("beginnen")
    intake = Intake(4000, DangerDetector(None), interviews=OpenInterviews(lambda sender: talk.interview if busy else None), typed_payloads=True)
    admitted = intake.admit(text, None, "sam")

    assert (label_of(admitted), admitted.metadata["recht"]) == (label, wish)
    assert "ruw" not in admitted.metadata


@pytest.mark.parametrize("text", ["ik wil dood, wis mijn gegevens", "wis mijn gegevens, hij slaat mij", "vergeet mij maar, ik wil niet meer leven"])
def test_danger_goes_before_a_wish_about_data(text):
    admitted = INTAKE.admit(text, None)

    assert intent_of(admitted) == "gevaar"
    assert "recht" not in admitted.metadata


@pytest.mark.parametrize("text", ["stuur ze mij", "wis mijn gegevens"])
def test_a_phrase_about_data_is_never_taken_for_danger(text):
    admitted = Intake(4000, FixedDetector(Signal(Level.ACUTE, Theme.VIOLENCE))).admit(text, None)

    assert admitted.signal.level is Level.NONE
    assert "recht" in admitted.metadata


def test_who_erases_is_forgotten_in_memory_too():
    intake = Intake(4000, DangerDetector(None), typed_payloads=True)
    intake.admit("mijn broer zit achter me aan", None, "sam")
    intake.admit("knop:gegevens-wis-alles", None, "sam")

    assert "sam" not in intake._last_texts


@pytest.mark.parametrize("said", ["de tweede", "optie 2", "nee ik bedoel de laatste", "terug"])
def test_a_place_or_a_step_back_is_a_choice(said):
    assert intent_of(INTAKE.admit(said, "ouder")) == "kiezen"


def test_a_place_in_a_list_is_not_read_for_danger_and_what_follows_it_is():
    alarmed = Intake(4000, FixedDetector(Signal(Level.ACUTE, Theme.SUICIDE, "classifier")))

    assert alarmed.admit("de laatste", "ouder").signal.level is Level.NONE
    assert alarmed.admit("de laatste keer", "ouder").signal.level is Level.ACUTE


def test_rules_read_known_phrases_for_danger_too():
    class Certain(FixedDetector):
        def certain(self, text):
            return Signal(Level.ACUTE, Theme.SUICIDE)

    assert Intake(4000, Certain(NO_SIGNAL)).admit("stuur ze mij", None).signal.level is Level.ACUTE
