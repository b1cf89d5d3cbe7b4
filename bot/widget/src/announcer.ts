/** What a screen reader says by itself: one polite region, outside everything that can be hidden. */

import { el } from "./dom";

const CLEARED_AFTER_MILLISECONDS = 8000;

export class Announcer {
  readonly element = el("div", { class: "spoken", "aria-live": "polite", "aria-atomic": "false", "aria-relevant": "additions" });

  /** Say it once. It leaves the region afterwards, so that nobody reads it twice. */
  say(text: string): void {
    const clean = text.replace(/\s+/g, " ").trim();
    if (!clean) return;
    const line = el("p", { text: clean });
    this.element.append(line);
    window.setTimeout(() => line.remove(), CLEARED_AFTER_MILLISECONDS);
  }

  /** Nothing of it stays, as when the chat is closed. */
  clear(): void {
    this.element.replaceChildren();
  }
}
