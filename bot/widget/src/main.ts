/** The element `<kringwijzer-chat>`, and the one script tag that puts it into a page. */

import { App, type HostEvent } from "./app";
import { readSettings } from "./settings";
import { addSheet } from "./sheets";
import style from "./style.css?inline";
import { readableColours, schemeNow } from "./theme";

const NAME = "kringwijzer-chat";
const script = document.currentScript as HTMLScriptElement | null;
const address = script?.src ?? document.querySelector<HTMLScriptElement>('script[src*="kringwijzer.js"]')?.src;
const scriptOrigin = address ? new URL(address).origin : location.origin;

class KringwijzerChat extends HTMLElement {
  private readonly shadow = this.attachShadow({ mode: "closed" });
  private readonly setColours: (css: string) => void;
  private app: App | null = null;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private readonly recolour = () => this.paint();

  constructor() {
    super();
    addSheet(this.shadow, style);
    this.setColours = addSheet(this.shadow, "");
  }

  connectedCallback(): void {
    if (this.app) return;
    this.lang ||= "nl";
    const settings = readSettings(this.dataset, scriptOrigin);
    this.app = new App(settings, (event, detail) => this.tell(event, detail));
    this.shadow.append(this.app.root);
    this.paint();
    this.dark.addEventListener("change", this.recolour);
  }

  disconnectedCallback(): void {
    this.dark.removeEventListener("change", this.recolour);
    this.app?.stop();
    this.app?.root.remove();
    this.app = null;
  }

  private paint(): void {
    const settings = readSettings(this.dataset, scriptOrigin);
    const { kleur, kleurTekst, achtergrond, tekst } = readableColours(this, settings);
    this.app?.root.classList.toggle("dark", schemeNow(settings.scheme) === "donker");
    this.setColours(`.root { --accent: ${kleur}; --on-accent: ${kleurTekst}; --ground: ${achtergrond}; --ink: ${tekst}; }`);
  }

  private tell(event: HostEvent, detail: Record<string, string> = {}): void {
    this.dispatchEvent(new CustomEvent(`kringwijzer:${event}`, { detail, bubbles: true, composed: true }));
  }
}

function place(): void {
  if (!script || document.querySelector(NAME)) return;
  const chat = document.createElement(NAME);
  Object.assign(chat.dataset, script.dataset);
  if (script.dataset.vorm === "vlak" && document.body.contains(script)) script.after(chat);
  else document.body.append(chat);
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, KringwijzerChat);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
}
