/** The network map while it grows: a drawing with its table, beside the chat where there is room, else folded below it. */

import { el } from "./dom";
import { drawMap } from "./map_drawing";
import type { Audience, MapPayload, Person } from "./protocol";
import { say, word } from "./texts";

export class MapView {
  readonly element = el("section", { class: "map", part: "kaart", hidden: true });
  private open = false;
  private readonly wide = matchMedia("(min-width: 900px)");
  private latest: MapPayload | null = null;

  constructor(
    private readonly audience: () => Audience | null,
    private readonly changed: (shown: boolean) => void,
  ) {
    this.wide.addEventListener("change", () => this.draw());
  }

  /** Show this state of the map; a map that was erased or not begun is hidden. */
  show(payload: MapPayload | null): void {
    const empty = !payload || payload.step === "gewist" || !payload.people?.length;
    this.latest = empty ? null : payload;
    this.draw();
  }

  /** Below the conversation the map gives its room back. */
  fold(): void {
    this.open = false;
    this.draw();
  }

  private draw(): void {
    const payload = this.latest;
    this.element.hidden = !payload;
    this.element.classList.toggle("folded", !this.wide.matches && !this.open);
    this.changed(Boolean(payload));
    if (!payload) return this.element.replaceChildren();
    const title = el("h3", { class: "map-title", id: "map-title", text: say("kaart") });
    const count = say(payload.people.length === 1 ? "kaart_een" : "kaart_aantal", { aantal: payload.people.length });
    const body = el("div", { class: "map-body", id: "map-body", tabindex: "0", role: "group", "aria-labelledby": "map-title" }, ...this.contents(payload.people));
    this.element.setAttribute("aria-labelledby", "map-title");
    const head = el("div", { class: "map-head" }, title, el("span", { class: "count", text: count }), !this.wide.matches && this.toggle());
    this.element.replaceChildren(head, body);
  }

  private toggle(): HTMLButtonElement {
    const button = el("button", { type: "button", class: "fold", "aria-controls": "map-body", onclick: () => press(this) });
    const name = () => {
      const shown = say(this.open ? "kaart_verbergen" : "kaart_tonen");
      button.textContent = shown;
      button.setAttribute("aria-label", `${shown}: ${say("kaart")}`);
      button.setAttribute("aria-expanded", String(this.open));
    };
    function press(view: MapView): void {
      view.open = !view.open;
      view.element.classList.toggle("folded", !view.open);
      name();
    }
    name();
    return button;
  }

  private contents(people: readonly Person[]): HTMLElement[] {
    const middle = say(`kaart_midden_${this.audience() ?? "ouder"}`);
    const inside = people.map((person) => person.label).join(", ");
    const names = [say("ring_1"), say("ring_2"), say("ring_3")];
    return [
      el("div", { class: "picture" }, drawMap(people, middle, say("kaart_plaatje", { inhoud: inside }), names)),
      el("p", { class: "small", text: say("kaart_uitleg") }),
      table(people),
    ];
  }
}

function table(people: readonly Person[]): HTMLElement {
  const columns = ["kolom_wie", "kolom_ring", "kolom_soort", "kolom_steun"] as const;
  return el(
    "table",
    {},
    el("caption", { text: say("kaart_tabel") }),
    el("thead", {}, el("tr", {}, ...columns.map((column) => el("th", { scope: "col", text: say(column) })))),
    el("tbody", {}, ...people.map(row)),
  );
}

function row(person: Person): HTMLElement {
  const support = person.support.map((kind) => word("support", kind)).join(", ");
  const relation = person.relation && person.relation !== person.label ? person.relation : person.group ? say("groep") : "";
  const cells = [person.ring ? word("ring", String(person.ring)) : say("onbekend"), word("kind", person.kind), support || "–"];
  const name = el("th", { scope: "row" }, person.label, relation && el("span", { text: relation }));
  return el("tr", {}, name, ...cells.map((text) => el("td", { text })));
}
