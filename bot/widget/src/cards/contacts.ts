/** Who can be called: numbers first, large enough to tap. */

import { el, icon } from "../dom";
import { safeAddress } from "../links";
import { link } from "../markdown";
import type { Contact } from "../protocol";
import { say } from "../texts";

/** Where a contact can be called, when it is a phone number. */
export function telephone(contact: Contact, server: string): string | null {
  const safe = contact.tel && safeAddress(contact.tel, server);
  return safe && safe.startsWith("tel:") ? safe : null;
}

export function contactList(contacts: readonly Contact[], server: string): HTMLElement {
  return el("ul", { class: "contacts" }, ...contacts.map((contact) => el("li", {}, row(contact, server))));
}

function row(contact: Contact, server: string): HTMLElement {
  const tel = telephone(contact, server);
  const site = contact.url ? link(contact.url, say("website"), { server }) : null;
  site?.setAttribute("class", "site");
  site?.setAttribute("aria-label", `${say("website")} ${contact.label}, ${say("nieuw_tabblad")}`);
  const same = contact.label === contact.number;
  return el(
    "div",
    { class: "contact" },
    tel &&
      el(
        "a",
        { class: "call", part: "bel", href: tel, "aria-label": same ? null : say("bel_nummer", { naam: contact.label, nummer: contact.number ?? "" }) },
        icon("phone"),
        el("span", { text: same ? say("bel", { naam: contact.label }) : contact.number }),
      ),
    el(
      "div",
      { class: "who" },
      !same && el("strong", { text: contact.label }),
      contact.hours && el("span", { class: "hours", text: contact.hours }),
      site,
    ),
  );
}
