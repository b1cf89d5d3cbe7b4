"""What a screen reader says in the first minute, taken from the accessibility tree and from what is announced.

``PYTHONPATH=. .venv/bin/python -m tests.browser.screen_reader`` writes ``docs/schermlezer.md`` anew.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

SCRIPT = Path(__file__).parents[2] / "docs" / "schermlezer.md"
HEAD = """# Wat een schermlezer zegt

Dit is een gesprek met de chat, zoals een schermlezer het voorleest. De tekst komt uit de toegankelijkheidsboom van Chromium.
Een toets vergelijkt dit bestand met de chat (`tests/browser/test_widget_toegang.py`). Na een wijziging van de chat:

```sh
PYTHONPATH=. .venv/bin/python -m tests.browser.screen_reader
```

"Wordt gezegd" is wat de schermlezer uit zichzelf voorleest. "Staat er" is wat iemand vindt die met de pijltjes of Tab rondloopt.
"""
STEPS = (
    ("De pagina is geladen, de chat is dicht", None, "kringwijzer-chat"),
    ("De knop wordt ingedrukt", "open", ".panel"),
    ("De bezoeker vraagt: wat is een steunouder?", "wat is een steunouder?", ".turn.bot >> nth=-1"),
    ("De bezoeker vraagt: zoek naar veiligheidsafspraken", "zoek naar veiligheidsafspraken", ".turn.bot >> nth=-1"),
    ("De bezoeker laat de kaart zien", "Laat de kaart zien", ".map"),
    ("De bezoeker schrijft: ik wil dood", "ik wil dood", ".turn.bot >> nth=-1"),
    ("Daarna staan boven het tekstvak", None, ".help-row"),
    ("De bezoeker sluit de chat met Escape", "Escape", "kringwijzer-chat"),
)


def script(page: Page) -> str:
    """The whole text of the document, from a page on which the chat was not used before."""
    parts = [HEAD]
    told = 0
    for title, does, where in STEPS:
        _do(page, does)
        heard = page.evaluate("window.told")
        lines = [f"- {'Meteen' if kind == 'alert' else 'Rustig'}: {words}" for kind, words in heard[told:]]
        told = len(heard)
        tree = page.locator(where).aria_snapshot()
        spoken = "\n".join(lines) or "- niets"
        parts.append(f"\n## {title}\n\nWordt gezegd:\n\n{spoken}\n\nStaat er:\n\n```text\n{_without_address(tree)}\n```\n")
    return "".join(parts)


def _do(page: Page, does: str | None) -> None:
    if does == "open":
        page.get_by_role("button", name="Vraag het Kringwijzer").click()
        expect(page.locator("#message")).to_be_focused()
    elif does == "Escape":
        page.keyboard.press("Escape")
    elif does:
        before = page.locator(".turn.bot").count()
        page.locator("#message").fill(does)
        page.locator("#message").press("Enter")
        expect(page.locator(".turn.bot")).to_have_count(before + 1)
        expect(page.locator(".typing")).to_be_hidden()
        page.wait_for_timeout(300)


def _without_address(tree: str) -> str:
    return re.sub(r"http://127\.0\.0\.1:\d+", "", tree)


def main() -> None:
    """Write the document anew."""
    from tests.browser.conftest import FLAGS, WATCH
    from tests.browser.fake_assistant import FakeAssistant

    fake = FakeAssistant().start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(WATCH)
        page.goto(f"{fake.address}/chat/voorbeeld")
        SCRIPT.write_text(script(page), encoding="utf-8")
        browser.close()
    fake.stop()


if __name__ == "__main__":
    main()
