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
  panel: HTMLElement;
  head: HTMLElement;
  menuButton: HTMLButtonElement;
  notice: HTMLElement;
  foot: HTMLElement;
}

export function makeFrame(flat: boolean, organisation: string, press: FramePresses): Frame {
  const badge = el("span", { class: "badge", "aria-hidden": "true", hidden: true });
  const launcher = el(
    "button",
    { type: "button", class: "launcher", part: "knop", "aria-haspopup": "dialog", "aria-expanded": "false", hidden: flat, onclick: () => press.open() },
    rings(),
    el("span", { text: say("openen") }),
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
    "div",
    { class: "head", part: "kop" },
    rings(),
    el("div", { class: "title" }, el("h2", { text: say("naam") }), el("p", { text: say("ondertitel") })),
    el(
      "button",
      { type: "button", class: "exit", part: "snel-weg", "aria-label": say("snel_weg_uitleg"), onclick: () => press.leave() },
      icon("leave"),
      el("span", { text: say("snel_weg") }),
    ),
    menuButton,
    !flat && el("button", { type: "button", class: "head-button", part: "sluiten", onclick: () => press.close() }, icon("close"), spoken(say("sluiten"))),
  );
  const foot = el(
    "div",
    { class: "foot", part: "voet", role: "group", "aria-label": say("mens_spreken") },
    el("button", { type: "button", class: "plain", onclick: () => press.person() }, say("mens_spreken")),
    el("span", { class: "danger-line" }, `${say("gevaar_bel")} `, el("a", { class: "tel", href: "tel:112", text: "112" })),
  );
  const panel = el("section", {
    class: "panel",
    id: "panel",
    part: "venster",
    tabindex: "-1",
    role: flat ? "region" : "dialog",
    "aria-modal": flat ? null : "false",
    "aria-label": name,
  });
  return { launcher, badge, panel, head, menuButton, notice: el("div", { class: "notices" }), foot };
}
