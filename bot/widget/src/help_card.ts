/** Help that needs no answer from the server: shown when it is late, gone or says nothing. */

import { contactList } from "./cards/contacts";
import { el } from "./dom";
import { safeAddress } from "./links";
import type { Audience, Contact, StaticHelp } from "./protocol";
import { BUILT_IN_HELP, say, type TextKey } from "./texts";

/** The help of the server, loaded once at the start; until then and without a server the built-in one. */
export class StaticHelpText {
  private help: StaticHelp = BUILT_IN_HELP;

  get contacts(): readonly Contact[] {
    return this.help.contacts;
  }

  get text(): string {
    return this.help.text;
  }

  async load(server: string, audience: Audience | null): Promise<void> {
    const query = audience ? `?doelgroep=${audience}` : "";
    try {
      const response = await fetch(`${server}/chat/hulp.json${query}`, { credentials: "omit", referrerPolicy: "no-referrer" });
      const help = (await response.json()) as StaticHelp;
      const usable = response.ok && typeof help.text === "string" && Array.isArray(help.contacts) && help.contacts.length > 0;
      if (usable && help.contacts.every((contact) => !contact.tel || safeAddress(contact.tel, server))) this.help = help;
    } catch {
      return; // the built-in help stays
    }
  }
}

export function helpCard(heading: TextKey, text: string, contacts: readonly Contact[], server: string): HTMLElement {
  return el(
    "div",
    { class: "card help", role: "group", "aria-label": say(heading), part: "hulp" },
    el("p", { class: "heading", text: say(heading) }),
    el("p", { text }),
    contactList(contacts, server),
  );
}
