import pytest

from bot.understanding.foreign import COMMON_WORDS, SCRIPTS, foreign_language, line_for


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Do you speak English?", "English"),
        ("can someone help my child with this", "English"),
        ("Türkçe biliyor musun?", "Türkçe"),
        ("Czy mówisz po polsku?", "Polski"),
        ("Sprechen Sie Deutsch mit mir und mein Kind?", "Deutsch"),
        ("Je ne parle pas, qui peut aider mon enfant", "Français"),
        ("¿Quién puede ayudar con mi hijo?", "Español"),
        ("waxaan ku hadashaa soomaali", "Soomaali"),
        ("أحتاج مساعدة لطفلي", "العربية"),
        ("ሓገዝ የድልየኒ", "ትግርኛ"),
        ("Мені потрібна допомога", "Українська"),
    ],
)
def test_a_message_in_another_language_is_recognised(text, language):
    assert foreign_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "wie kan er op mijn kind passen",
        "wat is een steunouder",
        "hello",
        "help my",
        "ik zoek een buddy voor my son",
        "wa kin ús helpe mei de bern",
        "is home start for free voor ons kind",
        "JIM",
    ],
)
def test_a_message_that_may_be_dutch_is_left_alone(text):
    assert foreign_language(text) is None


@pytest.mark.parametrize("language", [*COMMON_WORDS, *SCRIPTS])
def test_there_is_a_line_in_every_language_that_is_recognised(language):
    assert line_for(language)
    assert [other for other in (*COMMON_WORDS, *SCRIPTS) if line_for(other) == line_for(language)] == [language]


@pytest.mark.parametrize("language", [None, "Latina"])
def test_there_is_no_line_without_a_known_language(language):
    assert line_for(language) is None
