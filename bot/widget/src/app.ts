/** The widget put together: what a visitor does, what the server says, and what is shown. */

import { Announcer } from "./announcer";
import { telephone } from "./cards/contacts";
import { Composer } from "./composer";
import { Connection, type LineState } from "./connection";
import type { Context } from "./context";
import { el, icon, last } from "./dom";
import { makeFrame, type Frame } from "./frame";
import { helpCard, StaticHelpText } from "./help_card";
import { EscapeTwice, leave } from "./leaving";
import { LogView, welcomeBlock } from "./log_view";
import { MapView } from "./map_view";
import { Memory, nonce, type Turn } from "./memory";
import { Menu } from "./menu";
import { Notices } from "./notices";
import { AUDIENCES, type Audience, type BotMessage, type Choice, type Contact, type MapPayload, type Payload } from "./protocol";
import { SessionClock } from "./session_clock";
import type { Settings } from "./settings";
import { MESSAGES, say, speakTo, STARTERS } from "./texts";
import { save, transcript } from "./transcript";
import type { TurnView } from "./turn_view";

const LATE_AFTER = 5000;
const SILENCE_ENDS_A_TURN = 1500;
const SIZES = [100, 115, 130, 150];

/** Events for the host page; none tells what was said. */
export type HostEvent = "open" | "dicht" | "bericht";

export class App {
  readonly root = el("div", { class: "root" });
  private readonly memory: Memory;
  private readonly announcer = new Announcer();
  private readonly frame: Frame;
  private readonly log: LogView;
  private readonly composer: Composer;
  private readonly menu: Menu;
  private readonly map: MapView;
  private readonly notices: Notices;
  private readonly line: Connection;
  private readonly clock: SessionClock;
  private readonly help = new StaticHelpText();
  private readonly numbers = new Map<string, string>();
  private readonly escape = new EscapeTwice();
  private current: TurnView | null = null;
  private unread = 0;
  private late = 0;
  private quietly = 0;
  private answered = true;

  constructor(
    private readonly settings: Settings,
    private readonly tell: (event: HostEvent, detail?: Record<string, string>) => void,
  ) {
    this.memory = new Memory(`kringwijzer:${settings.server}`);
    const kept = this.memory.kept;
    kept.audience ??= settings.audience;
    this.address();
    const context = this.context();
    this.frame = makeFrame(settings.flat, settings.organisation, {
      open: () => this.open(true),
      close: () => this.close(),
      leave: () => this.leave(),
      menu: () => this.menu.toggle(),
      person: () => this.askPerson(),
    });
    this.log = new LogView(context);
    this.composer = new Composer(kept.draft, (text) => this.say(text, text), (draft) => this.keepDraft(draft));
    this.menu = this.makeMenu();
    this.map = new MapView(() => kept.audience, (shown) => this.root.classList.toggle("with-map", shown));
    this.notices = new Notices(this.frame.notice);
    this.clock = new SessionClock(
      () => ({ activeAt: kept.activeAt, allowed: kept.minutes * 60_000 }),
      (minutes) => this.warnOfEnd(minutes),
      () => this.ended(),
    );
    this.line = new Connection(settings.server, this.memory, {
      messages: (messages) => this.receive(messages),
      typing: (active) => this.log.setTyping(active),
      done: () => this.turnDone(),
      session: (over) => this.sessionKnown(over),
      state: (state) => this.lineChanged(state),
    });
    this.build();
    this.resume();
  }

  /** The page no longer holds the widget. */
  stop(): void {
    this.clock.stop();
    this.line.close();
    clearTimeout(this.late);
    document.removeEventListener("keydown", this.onKey);
  }

  get isOpen(): boolean {
    return !this.frame.panel.hidden;
  }

  open(focus: boolean): void {
    if (this.isOpen) return;
    this.frame.panel.hidden = false;
    this.frame.launcher.hidden = true;
    this.frame.launcher.setAttribute("aria-expanded", "true");
    this.memory.kept.open = true;
    this.memory.save();
    this.setUnread(0);
    this.start();
    this.log.toEnd();
    if (focus) this.focusInput();
    this.tell("open");
  }

  close(): void {
    if (this.settings.flat || !this.isOpen) return;
    const inside = this.frame.panel.contains((this.root.getRootNode() as ShadowRoot).activeElement);
    this.menu.close();
    this.frame.panel.hidden = true;
    this.frame.launcher.hidden = false;
    this.frame.launcher.setAttribute("aria-expanded", "false");
    this.memory.kept.open = false;
    this.memory.save();
    if (inside) this.frame.launcher.focus();
    this.tell("dicht");
  }

  private build(): void {
    const { panel, launcher, notice } = this.frame;
    notice.before(this.menu.element, this.log.element, this.log.jump);
    notice.after(this.map.element);
    this.frame.helpRow.after(this.composer.element);
    panel.hidden = !this.settings.flat;
    this.root.append(this.announcer.element, launcher, panel);
    this.root.classList.toggle("flat", this.settings.flat);
    this.resize();
    document.addEventListener("keydown", this.onKey);
    // A panel that covers the whole page closes when the focus goes on to the page below it.
    panel.addEventListener("focusout", (event) => {
      const next = event.relatedTarget as Node | null;
      if (next && !this.root.contains(next) && matchMedia("(max-width: 480px)").matches) this.close();
    });
  }

  private resume(): void {
    const { kept, resumed } = this.memory;
    this.knowNumbers(this.help.contacts);
    this.log.restore(kept.entries, kept.outbox);
    this.map.show(this.latestMap());
    this.drawWelcome();
    if (kept.help) this.showHelpRow(kept.help);
    const wanted = this.settings.flat || (resumed ? kept.open : this.settings.open);
    if (this.settings.flat) this.start();
    else if (wanted) this.open(false);
    else if (kept.token) this.start();
    if (kept.outbox.length) this.waitForAnswer();
  }

  /** Connect; nothing is asked of the server before the visitor opens the chat. */
  private start(): void {
    if (this.line.started) return;
    void this.help.load(this.settings.server, this.memory.kept.audience).then(() => this.knowNumbers(this.help.contacts));
    this.line.start();
    this.clock.restart();
  }

  private context(): Context {
    return {
      reading: { server: this.settings.server, numbers: this.numbers },
      audience: () => this.memory.kept.audience,
      choose: (choice) => this.choose(choice),
      feedback: (id, thumb, word) => this.line.feedback(id, thumb, word),
      quiet: () => this.memory.kept.help !== null,
      say: (text) => this.announcer.say(text),
      saved: () => this.memory.save(),
    };
  }

  private choose(choice: Choice): void {
    const turn = last(this.memory.kept.entries.filter((entry): entry is Turn => entry.who === "bot"));
    if (turn) turn.chosen = choice.title;
    this.say(choice.payload, choice.title);
    this.focusAfterChoice();
  }

  /** Send a message; `shown` is what stands in the log as said by the visitor. */
  private say(message: string, shown: string): void {
    const kept = this.memory.kept;
    const id = nonce();
    this.log.settle();
    this.log.setWelcome(null);
    this.current = null;
    kept.entries.push({ who: "visitor", text: shown, nonce: id });
    kept.activeAt = Date.now();
    this.log.addSaid({ who: "visitor", text: shown, nonce: id });
    this.notices.clear("session");
    this.clock.restart();
    this.line.send({ nonce: id, message, audience: kept.audience, received: false });
    this.memory.save();
    this.tell("bericht", { van: "bezoeker" });
    this.waitForAnswer();
  }

  private waitForAnswer(): void {
    this.answered = false;
    clearTimeout(this.late);
    this.late = window.setTimeout(() => this.showLate(), LATE_AFTER);
    if (this.line.state === "gone") this.showGone();
  }

  private showLate(): void {
    if (this.answered) return;
    if (this.line.state !== "open") return this.showGone();
    this.showHelp(helpCard("laat_kop", say("laat"), this.help.contacts, this.settings.server), say("laat_kop"), say("laat"));
  }

  private showGone(): void {
    this.log.markUnsent(this.memory.kept.outbox);
    this.showHelp(helpCard("stuk_kop", this.help.text, this.help.contacts, this.settings.server), say("stuk_kop"), this.help.text);
  }

  private showHelp(card: HTMLElement, ...spoken: string[]): void {
    this.log.setHelp(card);
    const numbers = this.help.contacts.map((contact) => say("bel_nummer", { naam: contact.label, nummer: contact.number ?? "" }));
    this.announcer.say([...spoken, ...numbers].join(". "));
  }

  private receive(messages: readonly BotMessage[]): void {
    const kept = this.memory.kept;
    this.answered = true;
    clearTimeout(this.late);
    this.log.setHelp(null);
    this.log.setWelcome(null);
    this.log.setTyping(false);
    const atEnd = this.log.atEnd();
    const begun = this.current === null;
    for (const message of messages) {
      this.learn(message.custom);
      this.current ??= this.newTurn();
      this.current.add(message);
      if (message.custom?.type === "network_map") this.map.show(message.custom);
    }
    kept.activeAt = Date.now();
    this.notices.clear("session");
    this.clock.restart();
    this.log.markUnsent(this.line.state === "open" ? null : kept.outbox);
    if (this.current && begun) this.log.reveal(this.current.element, atEnd);
    clearTimeout(this.quietly);
    this.quietly = window.setTimeout(() => this.announce(), SILENCE_ENDS_A_TURN);
    this.memory.save();
  }

  private newTurn(): TurnView {
    const turn: Turn = { who: "bot", messages: [], chosen: null, open: true, thumb: null };
    this.memory.kept.entries.push(turn);
    if (!this.isOpen) this.setUnread(this.unread + 1);
    this.tell("bericht", { van: "kringwijzer" });
    return this.log.addTurn(turn, true);
  }

  /** What a payload changes outside its own card. */
  private learn(payload: Payload | undefined): void {
    if (!payload) return;
    const kept = this.memory.kept;
    if ("contacts" in payload) this.knowNumbers(payload.contacts ?? []);
    if (payload.type === "safety" && payload.level === "acute" && payload.contacts?.length) {
      kept.help = payload.contacts;
      this.showHelpRow(payload.contacts);
    }
    if (payload.type === "answer" && payload.audience && payload.audience !== kept.audience && AUDIENCES.includes(payload.audience)) {
      kept.audience = payload.audience;
      this.address();
      this.rename();
    }
  }

  private turnDone(): void {
    this.log.setTyping(false);
    this.log.markUnsent(this.memory.kept.outbox.length && this.line.state !== "open" ? this.memory.kept.outbox : null);
    if (this.current) {
      this.announce();
      this.current = null;
      return;
    }
    if (this.answered) return;
    this.answered = true;
    clearTimeout(this.late);
    this.showHelp(helpCard("leeg_kop", say("leeg"), this.help.contacts, this.settings.server), say("leeg_kop"), say("leeg"));
  }

  /** Say the answer once; with the panel closed only that there is one. */
  private announce(): void {
    clearTimeout(this.quietly);
    const text = this.current?.takeUnspoken() ?? "";
    if (!text) return;
    this.announcer.say(this.isOpen ? `${say("kringwijzer_zegt")} ${text}` : say("antwoord_wacht"));
  }

  private sessionKnown(over: boolean): void {
    if (over) this.ended();
    this.memory.kept.activeAt = Date.now();
    this.memory.save();
    this.clock.restart();
  }

  private lineChanged(state: LineState): void {
    const waiting = this.memory.kept.outbox.length > 0;
    if (state === "gone") {
      this.notices.show("line", say("geen_verbinding"));
      if (waiting) this.showGone();
      else this.announcer.say(say("geen_verbinding"));
    } else if (state === "open" && this.root.querySelector(".notice.line")) {
      this.notices.clear("line");
      this.announcer.say(say("weer_verbinding"));
      this.log.markUnsent(null);
      this.log.setHelp(null);
      if (waiting) this.waitForAnswer();
    }
  }

  private warnOfEnd(minutes: number): void {
    const text = say("bijna_afgelopen", { minuten: minutes === 1 ? say("minuut") : say("minuten", { aantal: minutes }) });
    this.notices.show("session", text, { title: say("verder_praten"), act: () => this.extend() });
    this.announcer.say(text);
  }

  private extend(): void {
    this.memory.kept.activeAt = Date.now();
    this.line.requestSession();
    this.clock.restart();
    this.composer.focus();
  }

  /** The server has forgotten the conversation: its buttons stop, and nothing of it is kept here either. */
  private ended(): void {
    const kept = this.memory.kept;
    const pending = kept.outbox.map((item) => item.nonce);
    this.log.settle();
    if (kept.entries.length) this.notices.show("session", say("afgelopen"), undefined, true);
    if (kept.entries.length) this.announcer.say(say("afgelopen"));
    kept.entries = kept.entries.filter((entry) => entry.who === "visitor" && pending.includes(entry.nonce));
    this.current = null;
    kept.activeAt = Date.now();
    this.memory.save();
  }

  private showHelpRow(contacts: readonly Contact[]): void {
    const links = contacts.slice(0, 3).map((contact) => {
      const tel = telephone(contact, this.settings.server);
      return tel && el("a", { class: "call", part: "bel", href: tel }, icon("phone"), rowName(contact));
    });
    this.frame.helpRow.replaceChildren(el("span", { class: "help-title", text: say("direct_hulp") }), ...links.filter((link) => link !== null));
    this.frame.helpRow.hidden = false;
  }

  private knowNumbers(contacts: readonly Contact[]): void {
    for (const contact of contacts) {
      const tel = telephone(contact, this.settings.server);
      if (tel && contact.number) this.numbers.set(contact.number, tel);
    }
  }

  private askPerson(): void {
    if (this.line.state === "gone") this.showGone();
    else this.say(MESSAGES.mens, MESSAGES.mens);
  }

  private makeMenu(): Menu {
    const kept = this.memory.kept;
    return new Menu(this.frame.menuButton, () => ({ audience: kept.audience, informal: kept.informal, size: kept.size }), {
      audience: (audience) => this.setAudience(audience),
      informal: (informal) => this.setInformal(informal),
      size: (step) => {
        const index = SIZES.indexOf(kept.size) + step;
        kept.size = SIZES[Math.max(0, Math.min(SIZES.length - 1, index))];
        this.resize();
        this.memory.save();
      },
      transcript: () => save(transcript(kept.entries, new Date()), "gesprek-kringwijzer.txt"),
      restart: () => this.restart("opnieuw_klaar"),
      erase: () => void this.erase(),
      aboutData: () => this.say(MESSAGES.gegevens, MESSAGES.gegevens),
    });
  }

  private setAudience(audience: Audience): void {
    const kept = this.memory.kept;
    kept.audience = audience;
    this.address();
    this.rename();
    this.memory.save();
    if (kept.entries.length) this.say(MESSAGES[`doelgroep_${audience}`], MESSAGES[`doelgroep_${audience}`]);
    else this.drawWelcome();
  }

  private setInformal(informal: boolean): void {
    this.memory.kept.informal = informal;
    this.address();
    this.rename();
    this.memory.save();
    const text = informal ? MESSAGES.zeg_je : MESSAGES.zeg_u;
    this.say(text, text);
  }

  private address(): void {
    speakTo(this.memory.kept.audience, this.memory.kept.informal);
  }

  private rename(): void {
    this.composer.rename();
    this.frame.personQuestion.textContent = say("hulpregel");
    this.map.show(this.latestMap());
  }

  private async erase(): Promise<void> {
    if (!(await this.line.erase())) {
      this.log.note(say("wissen_mislukt"));
      this.announcer.say(say("wissen_mislukt"));
      return;
    }
    this.restart("gewist");
  }

  private restart(told: "gewist" | "opnieuw_klaar"): void {
    clearTimeout(this.late);
    this.answered = true;
    this.current = null;
    this.memory.restart();
    this.log.clear();
    this.map.show(null);
    this.frame.helpRow.hidden = true;
    this.notices.clear("session");
    this.drawWelcome();
    this.log.note(say(told));
    this.announcer.say(say(told));
    this.line.requestSession();
    this.clock.restart();
    this.focusInput();
  }

  private leave(): void {
    this.root.replaceChildren();
    this.line.eraseLeaving();
    this.memory.erase();
    this.stop();
    leave(this.settings.exit);
  }

  private drawWelcome(): void {
    const kept = this.memory.kept;
    if (kept.entries.length) return this.log.setWelcome(null);
    const role = (audience: Audience) =>
      el("button", { type: "button", class: "choice", text: say(audience), "aria-pressed": String(kept.audience === audience), onclick: () => this.pickRole(audience) });
    const starter = (text: string) => el("button", { type: "button", class: "choice wide", text, onclick: () => (this.say(text, text), this.focusAfterChoice()) });
    this.log.setWelcome(
      welcomeBlock({
        paragraphs: [say("welkom"), this.settings.organisation && say("welkom_organisatie", { organisatie: this.settings.organisation }), say("welkom_privacy")],
        question: say("voor_wie"),
        roles: AUDIENCES.map(role),
        startersTitle: say("begin_met"),
        starters: STARTERS[kept.audience ?? "onbekend"].map(starter),
      }),
    );
  }

  private pickRole(audience: Audience): void {
    this.setAudience(audience);
    this.root.querySelector<HTMLElement>(".roles [aria-pressed=true]")?.focus();
  }

  private latestMap(): MapPayload | null {
    const messages = this.memory.kept.entries.flatMap((entry) => (entry.who === "bot" ? entry.messages : []));
    const maps = messages.map((message) => message.custom).filter((custom): custom is MapPayload => custom?.type === "network_map");
    return last(maps) ?? null;
  }

  private keepDraft(draft: string): void {
    this.memory.kept.draft = draft;
    this.memory.save();
  }

  private resize(): void {
    for (const size of SIZES) this.root.classList.toggle(`size-${size}`, size === this.memory.kept.size);
  }

  private setUnread(count: number): void {
    this.unread = count;
    this.frame.badge.hidden = count === 0;
    this.frame.badge.textContent = String(count);
    this.frame.launcherName.textContent = count === 0 ? say("openen") : say(count === 1 ? "openen_nieuw_een" : "openen_nieuw", { aantal: count });
  }

  /** With a touch screen the keyboard would cover half of the conversation. */
  private focusInput(): void {
    if (matchMedia("(pointer: coarse)").matches) this.frame.panel.focus({ preventScroll: true });
    else this.composer.focus();
  }

  private focusAfterChoice(): void {
    if (matchMedia("(pointer: coarse)").matches) this.log.element.focus({ preventScroll: true });
    else this.composer.focus();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.escape.pressed(event.timeStamp, this.isOpen)) return this.leave();
    if (this.menu.isOpen) this.menu.close();
    else this.close();
  };
}

function rowName(contact: Contact): string {
  return contact.label === contact.number ? say("bel", { naam: contact.label }) : `${contact.label} ${contact.number}`;
}
