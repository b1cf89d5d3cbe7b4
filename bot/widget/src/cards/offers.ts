/** Cards that lead on to a topic: what search found, what the support finder suggests, what a question may be about. */

import { el, spoken } from "../dom";
import { markdown } from "../markdown";
import type { Context } from "../context";
import type { Choice, ClarifyPayload, Result, ResultsPayload, Suggestion } from "../protocol";
import { say } from "../texts";
import { sourceLine } from "./answer";

/** A title that is also a button; pressing it opens the topic. The server's own payload goes before the typed title. */
export class Offered {
  readonly titles = new Set<string>();

  constructor(
    private readonly choices: readonly Choice[],
    private readonly context: Context,
  ) {}

  button(title: string, shown: string, extra = ""): HTMLButtonElement {
    this.titles.add(title);
    const choice = this.choices.find((candidate) => candidate.title === title) ?? { title, payload: title };
    return el("button", {
      type: "button",
      class: `choice ${extra}`.trim(),
      part: "keuze",
      text: shown,
      "data-title": title,
      onclick: () => this.context.choose(choice),
    });
  }
}

export function clarifyCard(payload: ClarifyPayload, offered: Offered): HTMLElement {
  return el(
    "div",
    { class: "card clarify", role: "group", "aria-label": say("keuze_groep") },
    ...(payload.options ?? []).map((option) => offered.button(option.title, option.title, "wide")),
  );
}

export function suggestionList(suggestions: readonly Suggestion[], offered: Offered): HTMLElement {
  return el(
    "ul",
    { class: "offers" },
    ...suggestions.map((suggestion) =>
      el(
        "li",
        {},
        el("strong", { text: suggestion.title }),
        suggestion.why && el("p", { text: suggestion.why }),
        offered.button(suggestion.title, say("open_onderwerp", { titel: suggestion.title })),
      ),
    ),
  );
}

export function finderCard(suggestions: readonly Suggestion[], offered: Offered): HTMLElement {
  return el("div", { class: "card finder", role: "group", "aria-label": say("past_misschien") }, suggestionList(suggestions, offered));
}

export function resultsCard(payload: ResultsPayload, context: Context): HTMLElement {
  const count = payload.results.length;
  return el(
    "div",
    { class: "card results", role: "group", "aria-label": count === 1 ? say("gevonden_een") : say("gevonden", { aantal: count }) },
    el("ol", { class: "offers" }, ...payload.results.map((result) => el("li", {}, resultItem(result, context)))),
  );
}

function resultItem(result: Result, context: Context): HTMLElement {
  const whole = el("div", { class: "passage" });
  const details = el(
    "details",
    {
      ontoggle: () => {
        if (!whole.childNodes.length) whole.append(markdown(result.passage, context.reading));
      },
    },
    el("summary", {}, say("hele_tekst"), spoken(result.title)),
    whole,
  );
  const source = el("p", { class: "source" });
  if (result.source) source.append(sourceLine(result.source, context.reading.server));
  else source.append(result.section ?? "");
  return el(
    "div",
    {},
    el("strong", { text: result.title }),
    el("p", { class: "snippet", text: result.snippet }),
    source,
    result.passage !== result.snippet && details,
  );
}
