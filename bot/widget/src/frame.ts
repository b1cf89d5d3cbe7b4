/** The fixed parts of the widget: launcher, head, foot, and where the rest goes. */

import { el, icon, rings, spoken } from "./dom";
import { say } from "./texts";

export interface FramePresses {
  open(): void;
  close(): void;
  leave(): void;
  menu(): void;
  person(): void;
}

export interface Frame {
  launcher: HTMLButtonElement;
  badge: HTMLElement;
  launcherName: HTMLElement;
  panel: HTMLElement;
  menuButton: HTMLButtonElement;
  notice: HTMLElement;
  helpRow: HTMLElement;
  personQuestion: HTMLElement;
}

export function makeFrame(flat: boolean, organisation: string, press: FramePresses): Frame {
  const badge = el("span", { class: "badge", "aria-hidden": "true", hidden: true });
  const launcherName = el("span", { class: "launcher-name", text: say("openen") });
  const launcher = el(
    "button",
    { type: "button", class: "launcher", part: "knop", "aria-haspopup": "dialog", "aria-expanded": "false", hidden: flat, onclick: () => press.open() },
    rings(),
    launcherName,
    badge,
  );
  const menuButton = el(
    "button",
    { type: "button", class: "head-button", part: "menuknop", "aria-expanded": "false", "aria-controls": "menu", onclick: () => press.menu() },
    icon("menu"),
    spoken(say("menu")),
  );
  const name = organisation ? say("venster_organisatie", { organisatie: organisation }) : say("venster");
  const head = el(
    "header",
    { class: "head", part: "kop" },
    rings(),
    el("div", { class: "title" }, el("h2", {}, say("naam"), spoken(organisation ? `, ${organisation}` : "")), el("p", { text: say("ondertitel") })),
    el("button", { type: "button", class: "exit", part: "snel-weg", onclick: () => press.leave() }, icon("leave"), el("span", { text: say("snel_weg") }), spoken(`. ${say("snel_weg_uitleg")}`)),
    menuButton,
    !flat && el("button", { type: "button", class: "head-button", part: "sluiten", onclick: () => press.close() }, icon("close"), spoken(say("sluiten"))),
  );
  const personQuestion = el("span", { class: "person-question", text: say("hulpregel") });
  const foot = el(
    "div",
    { class: "foot", part: "voet", role: "group", "aria-label": say("mens_spreken") },
    personQuestion,
    el("button", { type: "button", class: "plain", onclick: () => press.person() }, say("mens_spreken")),
    el("span", { class: "danger-line" }, `${say("gevaar_bel")} `, el("a", { class: "tel", href: "tel:112", text: "112" })),
  );
  const notice = el("div", { class: "notices" });
  const helpRow = el("div", { class: "help-row", part: "hulprij", role: "group", "aria-label": say("direct_hulp"), hidden: true });
  const panel = el(
    "section",
    { class: "panel", id: "panel", part: "venster", tabindex: "-1", role: flat ? "region" : "dialog", "aria-modal": flat ? null : "false", "aria-label": name },
    head,
    notice,
    helpRow,
    foot,
  );
  return { launcher, badge, launcherName, panel, menuButton, notice, helpRow, personQuestion };
}
