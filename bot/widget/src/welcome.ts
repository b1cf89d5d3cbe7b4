/** What stands there before anything was said: who speaks, for whom, and how to begin. */

import { el, spoken } from "./dom";
import { AUDIENCES, type Audience } from "./protocol";
import { say, STARTERS } from "./texts";

export interface WelcomePresses {
  role(audience: Audience): void;
  starter(text: string): void;
}

export function welcome(organisation: string, audience: Audience | null, press: WelcomePresses): HTMLElement {
  const paragraphs = [say("welkom"), organisation && say("welkom_organisatie", { organisatie: organisation }), say("welkom_privacy")];
  const roles = AUDIENCES.map((name) =>
    el("button", { type: "button", class: "choice", text: say(name), "aria-pressed": String(name === audience), onclick: () => press.role(name) }),
  );
  const starters = STARTERS[audience ?? "onbekend"].map((text) =>
    el("button", { type: "button", class: "choice wide", text, onclick: () => press.starter(text) }),
  );
  return el(
    "div",
    { class: "welcome", part: "welkom" },
    el("div", { class: "bubble" }, spoken(say("kringwijzer_zegt")), ...paragraphs.filter(Boolean).map((text) => el("p", { text }))),
    el("div", { class: "roles", role: "group", "aria-label": say("voor_wie") }, el("p", { class: "heading", text: say("voor_wie") }), ...roles),
    el("div", { class: "choices", role: "group", "aria-label": say("begin_met") }, el("p", { class: "heading", text: say("begin_met") }), ...starters),
  );
}
