/** The menu: for whom, form of address, text size, the conversation itself. A disclosure with ordinary controls. */

import { el } from "./dom";
import { AUDIENCES, type Audience } from "./protocol";
import { say, type TextKey } from "./texts";

export interface MenuState {
  audience: Audience | null;
  informal: boolean;
  size: number;
}

export interface MenuActions {
  audience(audience: Audience): void;
  informal(informal: boolean): void;
  size(step: -1 | 1): void;
  transcript(): void;
  restart(): void;
  erase(): void;
  aboutData(): void;
}

export class Menu {
  readonly element = el("div", { class: "menu", id: "menu", part: "menu", role: "region", "aria-label": say("menu_titel"), hidden: true });

  constructor(
    private readonly button: HTMLButtonElement,
    private readonly state: () => MenuState,
    private readonly actions: MenuActions,
  ) {
    this.element.addEventListener("focusout", (event) => {
      const next = event.relatedTarget as Node | null;
      if (next && next !== this.button && !this.element.contains(next)) this.close();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Close; the focus goes back to the button when it was inside. */
  close(): void {
    const inside = this.element.contains((this.element.getRootNode() as ShadowRoot).activeElement);
    this.element.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (inside) this.button.focus();
  }

  private open(): void {
    this.draw();
    this.element.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
  }

  private draw(): void {
    const { audience, informal, size } = this.state();
    const who = this.radios("audience", "voor_wie", AUDIENCES, audience, (choice) => say(choice), (choice) => this.actions.audience(choice));
    const forms = ["u", "je"] as const;
    const address = this.radios("address", "aanspreken", forms, informal ? "je" : "u", (form) => form, (form) => this.actions.informal(form === "je"));
    this.element.replaceChildren(
      who,
      ...(audience === "jongere" || audience === "professional" ? [] : [address]),
      this.sizes(size),
      el(
        "div",
        { class: "actions" },
        this.action("over_gegevens", () => this.actions.aboutData()),
        this.action("bewaren", () => this.actions.transcript(), "bewaren_let_op"),
        this.action("opnieuw", () => this.actions.restart()),
        this.eraseButton(),
      ),
    );
  }

  private radios<T extends string>(
    name: string,
    legend: TextKey,
    values: readonly T[],
    now: T | null,
    title: (value: T) => string,
    pick: (value: T) => void,
  ): HTMLElement {
    return el(
      "fieldset",
      {},
      el("legend", { text: say(legend) }),
      ...values.map((value) =>
        el(
          "label",
          { class: "radio" },
          el("input", { type: "radio", name, value, checked: value === now, onchange: () => pick(value) }),
          el("span", { text: title(value) }),
        ),
      ),
    );
  }

  private sizes(size: number): HTMLElement {
    const shown = el("span", { class: "size-now", role: "status", text: say("letters_nu", { grootte: size }) });
    const step = (name: TextKey, sign: string, direction: -1 | 1) =>
      el(
        "button",
        {
          type: "button",
          class: "choice",
          "aria-label": say(name),
          onclick: () => {
            this.actions.size(direction);
            shown.textContent = say("letters_nu", { grootte: this.state().size });
          },
        },
        sign,
      );
    return el(
      "div",
      { class: "sizes", role: "group", "aria-label": say("letters") },
      step("kleiner", "A−", -1),
      step("groter", "A+", 1),
      shown,
    );
  }

  private action(name: TextKey, act: () => void, note?: TextKey): HTMLElement {
    const press = () => {
      this.close();
      act();
    };
    const id = `note-${name}`;
    const button = el("button", { type: "button", class: "action", text: say(name), "aria-describedby": note ? id : null, onclick: press });
    return el("div", {}, button, note && el("p", { class: "small", id, text: say(note) }));
  }

  /** Asks once before it erases. */
  private eraseButton(): HTMLElement {
    const box = el("div", { class: "erase" });
    const ask = () => {
      const sure = el("button", { type: "button", class: "choice danger", text: say("wissen_ja"), onclick: () => (this.close(), this.actions.erase()) });
      const no = el("button", { type: "button", class: "choice", text: say("wissen_nee"), onclick: () => (offer(), (box.firstElementChild as HTMLElement).focus()) });
      const question = el("p", { id: "erase-question", text: say("wissen_vraag") });
      box.replaceChildren(el("div", { role: "group", "aria-labelledby": "erase-question" }, question, el("div", { class: "choices" }, no, sure)));
      no.focus();
    };
    const offer = () => box.replaceChildren(el("button", { type: "button", class: "action danger", text: say("wissen"), onclick: ask }));
    offer();
    return box;
  }
}
