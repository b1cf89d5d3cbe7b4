/** What goes back and forth: messages, answers, and help when an answer does not come. */

import type { Announcer } from "./announcer";
import { Connection, type LineState } from "./connection";
import { last } from "./dom";
import { helpCard, type StaticHelpText } from "./help_card";
import type { LogView } from "./log_view";
import { nonce, type Kept, type Memory, type Turn } from "./memory";
import type { Notices } from "./notices";
import { AUDIENCES, type Audience, type BotMessage, type Choice, type Contact, type MapPayload, type Payload } from "./protocol";
import { SessionClock } from "./session_clock";
import { say, type TextKey } from "./texts";
import type { TurnView } from "./turn_view";

const LATE_AFTER = 5000;
const SILENCE_ENDS_A_TURN = 1500;

/** Where the conversation is shown. */
export interface Stage {
  log: LogView;
  announcer: Announcer;
  notices: Notices;
  help: StaticHelpText;
  /** Whether the visitor sees the log. */
  visible(): boolean;
  /** Somebody spoke. */
  spoke(who: "bezoeker" | "kringwijzer"): void;
  map(payload: MapPayload | null): void;
  contacts(contacts: readonly Contact[]): void;
  /** Numbers that stay above the input after an acute message. */
  danger(contacts: readonly Contact[]): void;
  audience(audience: Audience): void;
}

export class Conversation {
  readonly line: Connection;
  private readonly kept: Kept;
  private readonly clock: SessionClock;
  private current: TurnView | null = null;
  private follow = true;
  private late = 0;
  private quietly = 0;
  private answered = true;

  constructor(
    private readonly server: string,
    private readonly memory: Memory,
    private readonly stage: Stage,
  ) {
    this.kept = memory.kept;
    this.clock = new SessionClock(
      () => ({ activeAt: this.kept.activeAt, allowed: this.kept.minutes * 60_000 }),
      (minutes) => this.warnOfEnd(minutes),
      () => this.ended(),
    );
    this.line = new Connection(server, memory, {
      messages: (messages) => this.receive(messages),
      typing: (active) => stage.log.setTyping(active),
      done: () => this.turnDone(),
      session: (over) => this.sessionKnown(over),
      state: (state) => this.lineChanged(state),
    });
  }

  /** Connect; nothing is asked of the server before the visitor opens the chat. */
  start(): void {
    if (this.line.started) return;
    void this.stage.help.load(this.server, this.kept.audience).then(() => this.stage.contacts(this.stage.help.contacts));
    this.line.start();
    this.clock.restart();
    if (this.kept.outbox.length) this.waitForAnswer();
  }

  stop(): void {
    this.clock.stop();
    this.line.close();
    clearTimeout(this.late);
    clearTimeout(this.quietly);
  }

  choose(choice: Choice): void {
    const turn = last(this.kept.entries.filter((entry): entry is Turn => entry.who === "bot"));
    if (turn) turn.chosen = choice.title;
    this.send(choice.payload, choice.title);
  }

  /** Send a message; `shown` is what stands in the log as said by the visitor. */
  send(message: string, shown = message): void {
    const said = { who: "visitor", text: shown, nonce: nonce() } as const;
    this.stage.log.settle();
    this.stage.log.setWelcome(null);
    this.current = null;
    this.kept.entries.push(said);
    this.stage.log.addSaid(said);
    this.active();
    this.line.send({ nonce: said.nonce, message, audience: this.kept.audience, received: false });
    this.stage.spoke("bezoeker");
    this.waitForAnswer();
  }

  /** Forget what was said and begin anew. */
  restart(told: TextKey): void {
    clearTimeout(this.late);
    this.answered = true;
    this.current = null;
    this.memory.restart();
    this.stage.log.clear();
    this.stage.map(null);
    this.stage.notices.clear("session");
    this.note(told);
    this.line.requestSession();
    this.clock.restart();
  }

  note(told: TextKey): void {
    this.stage.log.note(say(told));
    this.stage.announcer.say(say(told));
  }

  showGone(): void {
    this.stage.log.markUnsent(this.kept.outbox);
    this.showHelp("stuk_kop", this.stage.help.text);
  }

  /** The last state of the network map that was sent. */
  latestMap(): MapPayload | null {
    const messages = this.kept.entries.flatMap((entry) => (entry.who === "bot" ? entry.messages : []));
    const maps = messages.map((message) => message.custom).filter((custom): custom is MapPayload => custom?.type === "network_map");
    return last(maps) ?? null;
  }

  private active(): void {
    this.kept.activeAt = Date.now();
    this.stage.notices.clear("session");
    this.clock.restart();
    this.memory.save();
  }

  private waitForAnswer(): void {
    this.answered = false;
    clearTimeout(this.late);
    this.late = window.setTimeout(() => this.showLate(), LATE_AFTER);
    if (this.line.state === "gone") this.showGone();
  }

  private showLate(): void {
    if (this.answered) return;
    if (this.line.state === "open") this.showHelp("laat_kop", say("laat"));
    else this.showGone();
  }

  private showHelp(heading: TextKey, text: string): void {
    const { contacts } = this.stage.help;
    this.stage.log.setHelp(helpCard(heading, text, contacts, this.server));
    const numbers = contacts.map((contact) => say("bel_nummer", { naam: contact.label, nummer: contact.number ?? "" }));
    this.stage.announcer.say([say(heading), text, ...numbers].join(". "));
  }

  private receive(messages: readonly BotMessage[]): void {
    const { log } = this.stage;
    if (!this.current) this.follow = log.atEnd();
    this.gotAnswer();
    log.setWelcome(null);
    log.setTyping(false);
    for (const message of messages) {
      this.learn(message.custom);
      this.current ??= this.newTurn();
      this.current.add(message);
      if (message.custom?.type === "network_map") this.stage.map(message.custom);
    }
    this.active();
    if (this.line.state === "open") log.markUnsent(null);
    if (this.current) log.reveal(this.current.element, this.follow);
    clearTimeout(this.quietly);
    this.quietly = window.setTimeout(() => this.announce(), SILENCE_ENDS_A_TURN);
  }

  private gotAnswer(): void {
    this.answered = true;
    clearTimeout(this.late);
    this.stage.log.setHelp(null);
  }

  private newTurn(): TurnView {
    const turn: Turn = { who: "bot", messages: [], chosen: null, open: true, thumb: null };
    this.kept.entries.push(turn);
    this.stage.spoke("kringwijzer");
    return this.stage.log.addTurn(turn, true);
  }

  /** What a payload changes outside its own card. */
  private learn(payload: Payload | undefined): void {
    if (!payload) return;
    if ("contacts" in payload) this.stage.contacts(payload.contacts ?? []);
    if (payload.type === "safety" && payload.level === "acute" && payload.contacts?.length) {
      this.kept.help = payload.contacts;
      this.stage.danger(payload.contacts);
    }
    const audience = payload.type === "answer" ? payload.audience : null;
    if (audience && audience !== this.kept.audience && AUDIENCES.includes(audience)) this.stage.audience(audience);
  }

  private turnDone(): void {
    this.stage.log.setTyping(false);
    if (this.current) {
      this.announce();
      this.stage.log.reveal(this.current.element, this.follow);
      this.current = null;
    } else if (!this.answered) {
      this.gotAnswer();
      this.showHelp("leeg_kop", say("leeg"));
    }
  }

  /** Say the answer once; with the panel closed only that there is one. */
  private announce(): void {
    clearTimeout(this.quietly);
    const text = this.current?.takeUnspoken() ?? "";
    if (text) this.stage.announcer.say(this.stage.visible() ? `${say("kringwijzer_zegt")} ${text}` : say("antwoord_wacht"));
  }

  private sessionKnown(over: boolean): void {
    if (over) this.ended();
    this.kept.activeAt = Date.now();
    this.memory.save();
    this.clock.restart();
  }

  private lineChanged(state: LineState): void {
    const { announcer, log, notices } = this.stage;
    if (state === "gone") {
      notices.show("line", say("geen_verbinding"));
      if (this.kept.outbox.length) this.showGone();
      else announcer.say(say("geen_verbinding"));
    } else if (notices.has("line")) {
      notices.clear("line");
      announcer.say(say("weer_verbinding"));
      log.markUnsent(null);
      log.setHelp(null);
      if (this.kept.outbox.length) this.waitForAnswer();
    }
  }

  private warnOfEnd(minutes: number): void {
    const left = minutes === 1 ? say("minuut") : say("minuten", { aantal: minutes });
    const text = say("bijna_afgelopen", { minuten: left });
    this.stage.notices.show("session", text, { title: say("verder_praten"), act: () => this.extend() });
    this.stage.announcer.say(text);
  }

  private extend(): void {
    this.active();
    this.line.requestSession();
  }

  /** The server has forgotten the conversation: its buttons stop, and nothing of it is kept here either. */
  private ended(): void {
    const pending = this.kept.outbox.map((item) => item.nonce);
    const hadWords = this.kept.entries.some((entry) => entry.who === "bot");
    this.stage.log.settle();
    this.kept.entries = this.kept.entries.filter((entry) => entry.who === "visitor" && pending.includes(entry.nonce));
    this.current = null;
    this.memory.save();
    if (!hadWords) return;
    this.stage.notices.show("session", say("afgelopen"), undefined, true);
    this.stage.announcer.say(say("afgelopen"));
  }
}
