/** The conversation on the screen: what was said, in order, and where the reader is in it. */

import type { Context } from "./context";
import { el, icon } from "./dom";
import type { Entry, Outgoing, Said, Turn } from "./memory";
import { say } from "./texts";
import { TurnView } from "./turn_view";

const NEAR_THE_END = 80;
const ABOVE = 12;

export class LogView {
  /** The log is silent by itself: the announcer says each answer once, also while the panel is closed. */
  readonly element = el("div", { class: "log", part: "gesprek", role: "log", "aria-live": "off", "aria-label": say("gesprek"), tabindex: "0" });
  readonly jump = el("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd() }, icon("down"), say("nieuw_onder"));
  private readonly waiting = el("p", { class: "typing", hidden: true }, el("span", { class: "dots", "aria-hidden": "true" }), say("schrijft"));
  private readonly marks = new Map<string, HTMLElement>();
  private turns: TurnView[] = [];
  private welcome: HTMLElement | null = null;
  private help: HTMLElement | null = null;

  constructor(private readonly context: Context) {
    this.element.append(this.waiting);
    this.element.addEventListener("scroll", () => {
      if (this.atEnd()) this.jump.hidden = true;
    });
  }

  /** Draw a conversation from before a reload. */
  restore(entries: readonly Entry[], outbox: readonly Outgoing[]): void {
    for (const entry of entries) {
      if (entry.who === "visitor") this.addSaid(entry);
      else this.addTurn(entry, false);
    }
    this.markUnsent(outbox);
    this.toEnd();
  }

  clear(): void {
    this.turns = [];
    this.marks.clear();
    this.help = null;
    this.element.replaceChildren(this.waiting);
    this.jump.hidden = true;
  }

  setWelcome(welcome: HTMLElement | null): void {
    this.welcome?.remove();
    this.welcome = welcome;
    if (welcome) this.element.prepend(welcome);
  }

  addSaid(entry: Said): void {
    const mark = el("p", { class: "unsent", text: say("wacht_op_verbinding"), hidden: true });
    this.marks.set(entry.nonce, mark);
    this.append(
      el(
        "div",
        { class: "turn mine", part: "vraag" },
        el("p", { class: "spoken", text: say("u_zegt") }),
        el("div", { class: "bubble" }, el("p", { text: entry.text })),
        mark,
      ),
    );
    this.toEnd();
  }

  /** Show which messages have not left yet; `null`: all have. */
  markUnsent(outbox: readonly Outgoing[] | null): void {
    const unsent = new Set(outbox?.filter((item) => !item.received).map((item) => item.nonce));
    for (const [nonce, mark] of this.marks) mark.hidden = !unsent.has(nonce);
  }

  addTurn(turn: Turn, live: boolean): TurnView {
    const view = new TurnView(turn, this.context, live);
    this.turns.push(view);
    this.append(view.element);
    return view;
  }

  /** All choices so far count no longer. */
  settle(): void {
    for (const turn of this.turns) turn.settle();
  }

  setTyping(active: boolean): void {
    const follow = this.atEnd();
    this.waiting.hidden = !active;
    if (active && follow) this.toEnd();
  }

  /** The help card stands last; null takes it away. */
  setHelp(card: HTMLElement | null): void {
    this.help?.remove();
    this.help = card;
    if (!card) return;
    this.append(card);
    this.reveal(card);
  }

  note(text: string): void {
    this.append(el("p", { class: "note", text }));
    this.toEnd();
  }

  /** Bring something new into view from its beginning, unless the reader is reading higher up. */
  reveal(element: HTMLElement, follow = true): void {
    if (!follow) {
      this.jump.hidden = false;
      return;
    }
    this.element.scrollTop = element.offsetTop - ABOVE;
  }

  atEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  toEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
    this.jump.hidden = true;
  }

  private append(node: HTMLElement): void {
    this.element.insertBefore(node, this.waiting);
  }
}
