/** The card in danger. It takes the words of its turn into itself, so that text and numbers are one. */

import { el } from "../dom";
import type { SafetyPayload } from "../protocol";
import { say } from "../texts";
import { contactList } from "./contacts";

/** `alert`: spoken at once, for an acute card that has just come; never for one that was there before a reload. */
export function safetyCard(payload: SafetyPayload, words: readonly Node[], server: string, alert: boolean): HTMLElement {
  const acute = payload.level === "acute";
  const heading = say(acute ? "hulp_acuut" : "hulp_zorg");
  return el(
    "div",
    { class: `card safety ${acute ? "acute" : "concern"}`, role: acute && alert ? "alert" : "group", "aria-label": acute && alert ? null : heading },
    el("p", { class: "heading", text: heading }),
    ...words,
    contactList(payload.contacts ?? [], server),
  );
}
