/** Short messages above the input that ask for something or tell a state; one of each kind. */

import { el, icon, spoken } from "./dom";
import { say } from "./texts";

export type NoticeKind = "line" | "session";

export class Notices {
  private readonly shown = new Map<NoticeKind, HTMLElement>();

  constructor(private readonly place: HTMLElement) {}

  show(kind: NoticeKind, text: string, action?: { title: string; act: () => void }, closable = false): void {
    this.clear(kind);
    const notice = el(
      "div",
      { class: `notice ${kind}`, part: "melding" },
      el("p", { text }),
      action && el("button", { type: "button", class: "choice", text: action.title, onclick: () => (this.clear(kind), action.act()) }),
      closable && el("button", { type: "button", class: "notice-close", onclick: () => this.clear(kind) }, icon("close"), spoken(say("melding_weg"))),
    );
    this.shown.set(kind, notice);
    this.place.append(notice);
  }

  has(kind: NoticeKind): boolean {
    return this.shown.has(kind);
  }

  clear(kind: NoticeKind): void {
    this.shown.get(kind)?.remove();
    this.shown.delete(kind);
  }
}
