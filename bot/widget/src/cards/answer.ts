/** The sources of an answer beyond the line that the text itself gives. */

import { el, icon } from "../dom";
import { link } from "../markdown";
import type { AnswerPayload, Source } from "../protocol";
import { say } from "../texts";

export function sourcesCard(payload: AnswerPayload, server: string): HTMLElement | null {
  const sources = payload.sources ?? [];
  const more = sources.length > 1 || sources.some((source) => source.url || source.year);
  if (!more) return null;
  const title = sources.length > 1 ? say("alle_bronnen", { aantal: sources.length }) : say("bronnen_een");
  return el(
    "details",
    { class: "sources", part: "bronnen" },
    el("summary", {}, icon("book"), title),
    el("ul", {}, ...sources.map((source) => el("li", {}, sourceLine(source, server)))),
  );
}

/** A source in words, with its address where it may be followed. */
export function sourceLine(source: Source, server: string): DocumentFragment {
  const out = document.createDocumentFragment();
  out.append((source.url && link(source.url, source.title, { server })) || source.title);
  if (source.section) out.append(`, ${source.section}`);
  if (source.year) out.append(`. ${say("bron_jaar", { jaar: source.year })}`);
  return out;
}
