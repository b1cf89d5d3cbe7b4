/** What goes with a finished map: where there is room, what may fit, and files to take along. */

import { el, icon, spoken } from "../dom";
import { siblingFile } from "../links";
import type { MapPayload } from "../protocol";
import { say } from "../texts";
import { suggestionList, type Offered } from "./offers";

const FILES = [
  ["kaart.png", "bestand_png"],
  ["kaart.svg", "bestand_svg"],
  ["kaart.pdf", "bestand_pdf"],
  ["kaart.csv", "bestand_csv"],
] as const;

export function mapResultCard(payload: MapPayload, offered: Offered, server: string): HTMLElement | null {
  const places = payload.open_places ?? [];
  const suggestions = payload.suggestions ?? [];
  const files = payload.image ? downloads(payload.image.svg, server) : null;
  if (!places.length && !suggestions.length && !files) return null;
  return el(
    "div",
    { class: "card map-result", role: "group", "aria-label": say("kaart") },
    ...(places.length ? [el("p", { class: "heading", text: say("kaart_open") }), el("ul", {}, ...places.map((place) => el("li", { text: place.text })))] : []),
    ...(suggestions.length ? [el("p", { class: "heading", text: say("kaart_past") }), suggestionList(suggestions, offered)] : []),
    ...(files ? [el("p", { class: "heading", text: say("kaart_klaar") }), files, el("p", { class: "small", text: say("kaart_let_op") })] : []),
  );
}

function downloads(image: string, server: string): HTMLElement | null {
  const items = FILES.map(([name, text]) => {
    const href = siblingFile(image, name, server);
    if (!href) return null;
    const values = { class: "download", part: "bestand", href, download: name, target: "_blank", rel: "noopener noreferrer" };
    return el("li", {}, el("a", values, icon("file"), say(text), spoken(`, ${say("nieuw_tabblad")}`)));
  });
  return items.some(Boolean) ? el("ul", { class: "downloads" }, ...items) : null;
}
