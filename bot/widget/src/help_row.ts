/** Numbers that stay above the input once a message was acute. */

import { telephone } from "./cards/contacts";
import { el, icon } from "./dom";
import type { Contact } from "./protocol";
import { say } from "./texts";

const MOST = 3;

export class HelpRow {
  readonly element = el("div", { class: "help-row", part: "hulprij", role: "group", "aria-label": say("direct_hulp"), hidden: true });

  constructor(private readonly server: string) {}

  show(contacts: readonly Contact[]): void {
    const links = contacts.slice(0, MOST).map((contact) => this.link(contact));
    this.element.replaceChildren(el("span", { class: "help-title", text: say("direct_hulp") }), ...links.filter((link) => link !== null));
    this.element.hidden = false;
  }

  hide(): void {
    this.element.hidden = true;
  }

  private link(contact: Contact): HTMLElement | null {
    const tel = telephone(contact, this.server);
    const { label, number } = contact;
    if (!tel || !number) return null;
    const words = label.startsWith(number) ? [say("bel", { naam: number })] : [el("span", { class: "label", text: `${label} ` }), number];
    return el("a", { class: "call", part: "bel", href: tel }, icon("phone"), ...words);
  }
}
