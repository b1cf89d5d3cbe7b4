/** One turn of the assistant as it stands in the log: bubbles, a card, choices, thumbs. */

import { sourcesCard } from "./cards/answer";
import { contactList } from "./cards/contacts";
import { mapResultCard } from "./cards/map_result";
import { clarifyCard, finderCard, Offered, resultsCard } from "./cards/offers";
import { safetyCard } from "./cards/safety";
import type { Context } from "./context";
import { el, last, spoken } from "./dom";
import { feedbackRow } from "./feedback";
import { markdown } from "./markdown";
import type { Turn } from "./memory";
import type { BotMessage, Choice, LanguagePayload, Payload, ResultsPayload, Suggestion } from "./protocol";
import { LANGUAGES, say } from "./texts";

const OPENING = 40;
const ASKED_ABOUT = new Set(["answer", "search_results", "support_finder"]);

export class TurnView {
  readonly element = el("div", { class: "turn bot", part: "antwoord" }, el("p", { class: "spoken", text: say("kringwijzer_zegt") }));
  private readonly choices = el("div", { class: "choices", role: "group", "aria-label": say("keuze_groep"), hidden: true });
  private readonly thumbs = el("div", {});
  private words: HTMLElement[] = [];
  private offered: Choice[] = [];
  /** Bubbles and cards that nobody heard yet. */
  private unspoken: HTMLElement[] = [];
  private cardPlace: Node | null = null;

  /** `live` is false for what was there before a reload. */
  constructor(
    private readonly turn: Turn,
    private readonly context: Context,
    private readonly live: boolean,
  ) {
    this.element.append(this.choices, this.thumbs);
    for (const message of turn.messages) this.draw(message);
    if (!turn.open) this.settle();
  }

  add(message: BotMessage): void {
    this.turn.messages.push(message);
    this.draw(message);
  }

  /** What a screen reader has to hear and has not heard yet, in words. */
  takeUnspoken(): string {
    const words = this.unspoken.map((part) => part.getAttribute("aria-label") ?? plain(part)).filter(Boolean);
    const titles = [...this.element.querySelectorAll("button.choice:not(:disabled)")].map((button) => button.firstChild?.textContent ?? "");
    if (words.length && titles.length) words.push(say("keuzes", { keuzes: titles.join(", ") }));
    this.unspoken = [];
    return words.join(" ");
  }

  /** The choices count no longer; the chosen one stays marked. */
  settle(): void {
    this.turn.open = false;
    for (const button of this.element.querySelectorAll<HTMLButtonElement>("button.choice")) {
      button.disabled = true;
      const chosen = this.turn.chosen !== null && button.dataset.title === this.turn.chosen;
      if (chosen && !button.classList.contains("chosen")) {
        button.classList.add("chosen");
        button.append(spoken(say("gekozen")));
      }
    }
  }

  private draw(message: BotMessage): void {
    if (message.text?.trim()) this.drawText(message.text);
    this.offered.push(...(message.quick_replies ?? message.buttons ?? []));
    if (message.custom) this.drawCard(message.custom, message.id ?? 0);
    this.drawChoices();
  }

  private drawText(text: string): void {
    const bubble = el("div", { class: "bubble", part: "tekst" }, markdown(text, this.context.reading));
    this.element.insertBefore(bubble, this.choices);
    this.words.push(bubble);
    this.unspoken.push(bubble);
  }

  private drawCard(payload: Payload, id: number): void {
    this.cardPlace = this.choices;
    const card = this.card(payload);
    if (card) this.element.insertBefore(card, this.cardPlace);
    if (card?.classList.contains("results")) this.unspoken.push(card);
    this.words = [];
    if (ASKED_ABOUT.has(payload.type) && id && !this.context.quiet() && !this.thumbs.childNodes.length) {
      if (payload.type !== "support_finder" || payload.suggestions?.length) this.thumbs.append(feedbackRow(this.turn, id, this.context));
    }
  }

  private card(payload: Payload): HTMLElement | null {
    const { server } = this.context.reading;
    const offers = new Offered(this.offered, this.context);
    const shown = (card: HTMLElement | null) => {
      this.offered = this.offered.filter((choice) => !offers.titles.has(choice.title));
      return card;
    };
    switch (payload.type) {
      case "answer":
        return sourcesCard(payload, server);
      case "clarify":
        return shown(clarifyCard(payload, offers));
      case "search_results":
        return this.results(payload);
      case "support_finder":
        return shown(this.finder(payload.suggestions ?? [], offers));
      case "network_map":
        return shown(mapResultCard(payload, this.words.map(plain).join(" "), offers, server));
      case "safety":
        return this.safety(payload);
      case "contact":
        return payload.contacts?.length
          ? el("div", { class: "card", role: "group", "aria-label": say("bellen_of_mens") }, contactList(payload.contacts, server))
          : null;
      case "language":
        this.markLanguages(payload);
        return null;
      default:
        return null;
    }
  }

  /** Take a list of so many items out of the words: the card says the same, in its place. Whether there was one. */
  private takeList(tag: "ol" | "ul", items: number): boolean {
    for (const bubble of this.words) {
      for (const list of bubble.querySelectorAll(tag)) {
        if (list.children.length !== items) continue;
        list.remove();
        this.cardPlace = bubble.nextSibling;
        if (!bubble.textContent?.trim()) bubble.remove();
        return true;
      }
    }
    return false;
  }

  /** The results as a card, unless the words are the passage itself. */
  private results(payload: ResultsPayload): HTMLElement | null {
    const results = payload.results ?? [];
    if (!results.length) return null;
    const opening = results[0].passage.slice(0, OPENING);
    const isPassage = !this.takeList("ol", results.length) && this.words.some((bubble) => bubble.textContent?.includes(opening));
    return isPassage ? null : resultsCard(payload, this.context);
  }

  private finder(suggestions: readonly Suggestion[], offers: Offered): HTMLElement | null {
    if (!suggestions.length) return null;
    this.takeList("ul", suggestions.length);
    return finderCard(suggestions, offers);
  }

  private safety(payload: Extract<Payload, { type: "safety" }>): HTMLElement {
    const acute = payload.level === "acute";
    if (acute && this.live) this.unspoken = [];
    return safetyCard(payload, this.words, this.context.reading.server, acute && this.live);
  }

  private markLanguages(payload: LanguagePayload): void {
    const paragraphs = this.words.flatMap((bubble) => [...bubble.querySelectorAll<HTMLElement>("p")]);
    for (const paragraph of paragraphs) splitLanguages(paragraph);
    const foreign = last(paragraphs);
    if (payload.lang && /^[a-z]{2,3}$/.test(payload.lang) && foreign && !foreign.querySelector("[lang]")) {
      foreign.lang = payload.lang;
      foreign.dir = "auto";
    }
  }

  private drawChoices(): void {
    const live = this.turn.open;
    const buttons = this.offered.map((choice) =>
      el("button", {
        type: "button",
        class: "choice",
        part: "keuze",
        text: choice.title,
        "data-title": choice.title,
        disabled: !live,
        onclick: () => this.context.choose(choice),
      }),
    );
    this.choices.replaceChildren(...buttons);
    this.choices.hidden = !buttons.length;
  }
}

/** The words of a bubble; a new line is a space. */
function plain(bubble: HTMLElement): string {
  const line = (node: ChildNode) => (node.nodeName === "BR" ? " " : node.nodeName === "SPAN" ? `${node.textContent} ` : node.textContent);
  const blocks = [...bubble.querySelectorAll("p, li")].map((block) => [...block.childNodes].map(line).join(""));
  return blocks.join(" ").trim();
}

/** Lines that begin with the name of a language are in that language. */
function splitLanguages(paragraph: HTMLElement): void {
  const lines: ChildNode[][] = [[]];
  for (const node of [...paragraph.childNodes]) {
    if (node.nodeName === "BR") lines.push([]);
    else lines[lines.length - 1].push(node);
  }
  const languages = lines.map((nodes) => LANGUAGES[nodes.map((node) => node.textContent).join("").split(":")[0].trim()]);
  if (!languages.some(Boolean)) return;
  const marked = lines.map((nodes, index) => el("span", { class: "line", lang: languages[index], dir: languages[index] && "auto" }, ...nodes));
  paragraph.replaceChildren(...marked);
}
