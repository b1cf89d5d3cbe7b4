/** What goes with a finished map: where there is room, what may fit, and files to take along. */

import { el, icon } from "../dom";
import { siblingFile } from "../links";
import type { MapPayload } from "../protocol";
import { say, type TextKey } from "../texts";
import { suggestionList, type Offered } from "./offers";

const FILES = [
  ["kaart.png", "bestand_png"],
  ["kaart.svg", "bestand_svg"],
  ["kaart.pdf", "bestand_pdf"],
  ["kaart.csv", "bestand_csv"],
] as const;

/** `told`: what the words of the turn say already; the card does not repeat it. */
export function mapResultCard(payload: MapPayload, told: string, offered: Offered, server: string): HTMLElement | null {
  const places = (payload.open_places ?? []).filter((place) => !told.includes(place.text));
  const suggestions = payload.suggestions ?? [];
  const untold = suggestions.filter((suggestion) => !told.includes(suggestion.why));
  const files = payload.image ? downloads(payload.image.svg, server) : null;
  if (!places.length && !suggestions.length && !files) return null;
  const card = el("div", { class: "card map-result", role: "group", "aria-label": say("kaart") });
  if (places.length) card.append(heading("kaart_open"), el("ul", {}, ...places.map((place) => el("li", { text: place.text }))));
  if (untold.length) card.append(heading("kaart_past"), suggestionList(untold, offered));
  else if (suggestions.length) card.append(heading("kaart_past"), el("div", { class: "choices" }, ...suggestions.map((s) => offered.button(s.title, s.title))));
  if (files) card.append(heading("kaart_klaar"), files, el("p", { class: "small", text: say("kaart_let_op") }));
  return card;
}

function heading(text: TextKey): HTMLElement {
  return el("p", { class: "heading", text: say(text) });
}

function downloads(image: string, server: string): HTMLElement | null {
  const items = FILES.map(([name, text]) => {
    const href = siblingFile(image, name, server);
    if (!href) return null;
    const values = { class: "download", part: "bestand", href, download: name, target: "_blank", rel: "noopener noreferrer" };
    return el("li", {}, el("a", { ...values, "aria-label": `${say(text)}, ${say("nieuw_tabblad")}` }, icon("file"), say(text)));
  });
  return items.some(Boolean) ? el("ul", { class: "downloads" }, ...items) : null;
}
