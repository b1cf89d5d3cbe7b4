/** The widget put together: the panel, its parts, and what a visitor does with them. */

import { Announcer } from "./announcer";
import { telephone } from "./cards/contacts";
import { Composer } from "./composer";
import type { Context } from "./context";
import { Conversation } from "./conversation";
import { el } from "./dom";
import { makeFrame, type Frame } from "./frame";
import { StaticHelpText } from "./help_card";
import { HelpRow } from "./help_row";
import { EscapeTwice, leave } from "./leaving";
import { LogView } from "./log_view";
import { MapView } from "./map_view";
import { Memory } from "./memory";
import { Menu } from "./menu";
import { Notices } from "./notices";
import type { Audience, Contact } from "./protocol";
import type { Settings } from "./settings";
import { MESSAGES, say, speakTo } from "./texts";
import { save, transcript } from "./transcript";
import { welcome } from "./welcome";

const SIZES = [100, 115, 130, 150];
const COVERS_THE_PAGE = "(max-width: 480px)";

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
  private readonly helpRow: HelpRow;
  private readonly help = new StaticHelpText();
  private readonly conversation: Conversation;
  private readonly numbers = new Map<string, string>();
  private readonly escape = new EscapeTwice();
  private unread = 0;

  constructor(
    private readonly settings: Settings,
    private readonly tell: (event: HostEvent, detail?: Record<string, string>) => void,
  ) {
    this.memory = new Memory(`kringwijzer:${settings.server}`);
    const kept = this.memory.kept;
    kept.audience ??= settings.audience;
    speakTo(kept.audience, kept.informal);
    this.frame = makeFrame(settings.flat, settings.organisation, {
      open: () => this.open(true),
      close: () => this.close(),
      leave: () => this.leave(),
      menu: () => {
        this.map.fold();
        this.menu.toggle();
      },
      person: () => this.askPerson(),
    });
    this.log = new LogView(this.context());
    this.composer = new Composer(kept.draft, (text) => this.conversation.send(text), (draft) => this.keepDraft(draft));
    this.menu = this.makeMenu();
    this.map = new MapView(() => kept.audience, (shown) => this.root.classList.toggle("with-map", shown));
    this.helpRow = new HelpRow(settings.server);
    this.conversation = this.makeConversation();
    this.build();
    this.resume();
  }

  /** The page no longer holds the widget. */
  stop(): void {
    this.conversation.stop();
    document.removeEventListener("keydown", this.onKey);
  }

  open(focus: boolean): void {
    if (this.isOpen) return;
    this.frame.panel.hidden = false;
    this.frame.launcher.hidden = true;
    this.setOpen(true);
    this.setUnread(0);
    this.conversation.start();
    if (this.memory.kept.entries.length) this.log.toEnd();
    if (focus) this.focus(this.frame.panel);
    this.tell("open");
  }

  close(): void {
    if (this.settings.flat || !this.isOpen) return;
    const inside = this.frame.panel.contains((this.root.getRootNode() as ShadowRoot).activeElement);
    this.menu.close();
    this.announcer.clear();
    this.frame.panel.hidden = true;
    this.frame.launcher.hidden = false;
    this.setOpen(false);
    if (inside) this.frame.launcher.focus();
    this.tell("dicht");
  }

  private get isOpen(): boolean {
    return !this.frame.panel.hidden;
  }

  private setOpen(open: boolean): void {
    this.frame.launcher.setAttribute("aria-expanded", String(open));
    this.memory.kept.open = open;
    this.memory.save();
  }

  private build(): void {
    const { panel, launcher, head, notice, foot } = this.frame;
    panel.append(head, this.menu.element, this.log.element, this.log.jump, this.map.element, notice, this.helpRow.element, this.composer.element, foot);
    panel.hidden = !this.settings.flat;
    this.root.append(this.announcer.element, launcher, panel);
    this.root.classList.toggle("flat", this.settings.flat);
    this.resize();
    document.addEventListener("keydown", this.onKey);
    // A panel that covers the whole page closes when the focus goes on to the page below it.
    panel.addEventListener("focusout", (event) => {
      const next = event.relatedTarget as Node | null;
      if (next && !this.root.contains(next) && matchMedia(COVERS_THE_PAGE).matches) this.close();
    });
  }

  private resume(): void {
    const { kept, resumed } = this.memory;
    this.knowNumbers(this.help.contacts);
    this.log.restore(kept.entries, kept.outbox);
    this.map.show(this.conversation.latestMap());
    this.drawWelcome();
    if (kept.help) this.helpRow.show(kept.help);
    const wanted = resumed ? kept.open : this.settings.open;
    if (this.settings.flat || kept.token) this.conversation.start();
    if (!this.settings.flat && wanted) this.open(false);
  }

  private makeConversation(): Conversation {
    const { settings, memory, log, announcer, help } = this;
    return new Conversation(settings.server, memory, {
      log,
      announcer,
      help,
      notices: new Notices(this.frame.notice),
      visible: () => this.isOpen,
      spoke: (who) => {
        if (who === "kringwijzer" && !this.isOpen) this.setUnread(this.unread + 1);
        if (who === "bezoeker") this.map.fold();
        this.tell("bericht", { van: who });
      },
      map: (payload) => this.map.show(payload),
      contacts: (contacts) => this.knowNumbers(contacts),
      danger: (contacts) => this.helpRow.show(contacts),
      audience: (audience) => this.speakTo(audience, memory.kept.informal),
    });
  }

  private context(): Context {
    return {
      reading: { server: this.settings.server, numbers: this.numbers },
      choose: (choice) => {
        this.conversation.choose(choice);
        this.focus(this.log.element);
      },
      feedback: (id, thumb, word) => this.conversation.line.feedback(id, thumb, word),
      quiet: () => this.memory.kept.help !== null,
      say: (text) => this.announcer.say(text),
      saved: () => this.memory.save(),
    };
  }

  private makeMenu(): Menu {
    const kept = this.memory.kept;
    return new Menu(this.frame.menuButton, () => kept, {
      audience: (audience) => this.setAudience(audience),
      informal: (informal) => {
        this.speakTo(kept.audience, informal);
        this.conversation.send(informal ? MESSAGES.zeg_je : MESSAGES.zeg_u);
      },
      size: (step) => {
        const index = SIZES.indexOf(kept.size) + step;
        kept.size = SIZES[Math.max(0, Math.min(SIZES.length - 1, index))];
        this.resize();
        this.memory.save();
      },
      transcript: () => save(transcript(kept.entries, new Date()), "gesprek-kringwijzer.txt"),
      restart: () => this.restart("opnieuw_klaar"),
      erase: () => void this.erase(),
      aboutData: () => this.conversation.send(MESSAGES.gegevens),
    });
  }

  private setAudience(audience: Audience): void {
    this.speakTo(audience, this.memory.kept.informal);
    if (this.memory.kept.entries.length) this.conversation.send(MESSAGES[`doelgroep_${audience}`]);
    else this.drawWelcome();
  }

  private speakTo(audience: Audience | null, informal: boolean): void {
    Object.assign(this.memory.kept, { audience, informal });
    this.memory.save();
    speakTo(audience, informal);
    this.composer.rename();
    this.map.show(this.conversation.latestMap());
  }

  private drawWelcome(): void {
    const { audience, entries } = this.memory.kept;
    if (entries.length) return this.log.setWelcome(null);
    const block = welcome(this.settings.organisation, audience, {
      role: (chosen) => {
        this.setAudience(chosen);
        this.root.querySelector<HTMLElement>(".roles [aria-pressed=true]")?.focus();
      },
      starter: (text) => {
        this.conversation.send(text);
        this.focus(this.log.element);
      },
    });
    this.log.setWelcome(block);
  }

  private askPerson(): void {
    if (this.conversation.line.state === "gone") this.conversation.showGone();
    else this.conversation.send(MESSAGES.mens);
  }

  private async erase(): Promise<void> {
    if (await this.conversation.line.erase()) this.restart("gewist");
    else this.conversation.note("wissen_mislukt");
  }

  private restart(told: "gewist" | "opnieuw_klaar"): void {
    this.helpRow.hide();
    this.conversation.restart(told);
    this.drawWelcome();
    this.focus(this.frame.panel);
  }

  private leave(): void {
    this.root.replaceChildren();
    this.conversation.line.eraseLeaving();
    this.memory.erase();
    this.stop();
    leave(this.settings.exit);
  }

  private knowNumbers(contacts: readonly Contact[]): void {
    for (const contact of contacts) {
      const tel = telephone(contact, this.settings.server);
      if (tel && contact.number) this.numbers.set(contact.number, tel);
    }
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
    const name = count === 0 ? say("openen") : say(count === 1 ? "openen_nieuw_een" : "openen_nieuw", { aantal: count });
    this.frame.launcher.setAttribute("aria-label", name);
  }

  /** Focus goes to the input; with a touch screen the keyboard would then cover half of the conversation, so it goes to `other`. */
  private focus(other: HTMLElement): void {
    if (matchMedia("(pointer: coarse)").matches) other.focus({ preventScroll: true });
    else this.composer.focus();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.escape.pressed(event.timeStamp, this.isOpen)) return this.leave();
    if (this.menu.isOpen) this.menu.close();
    else this.close();
  };
}
