/** Colours of the embedding page, taken over only where they can be read. */

import { COLOUR_NAMES, type ColourName, type Scheme, type Settings } from "./settings";
import { say } from "./texts";

type Rgb = readonly [number, number, number];
export type Colours = Record<ColourName, string>;

const OURS: Record<"licht" | "donker", Colours> = {
  licht: { kleur: "#1c6266", kleurTekst: "#ffffff", achtergrond: "#fbfaf6", tekst: "#1d2b32" },
  donker: { kleur: "#8ad4cc", kleurTekst: "#0b2322", achtergrond: "#15201f", tekst: "#edf2f0" },
};
const LEAST_CONTRAST = 4.5;
const VARIABLE: Record<ColourName, string> = {
  kleur: "--kringwijzer-kleur",
  kleurTekst: "--kringwijzer-kleur-tekst",
  achtergrond: "--kringwijzer-achtergrond",
  tekst: "--kringwijzer-tekst",
};

/** The relative luminance contrast of two colours, 1 to 21 (WCAG 2). */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Any CSS colour as red, green and blue; null when it is none or can be seen through. */
function resolve(value: string): Rgb | null {
  if (!CSS.supports("color", value)) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b, alpha] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? [r, g, b] : null;
}

/** Which scheme counts now. */
export function schemeNow(scheme: Scheme): "licht" | "donker" {
  if (scheme !== "auto") return scheme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "donker" : "licht";
}

/** The wanted colours where every pair can be read, else ours. Attributes go before CSS variables. */
export function readableColours(host: HTMLElement, settings: Settings): Colours {
  const ours = OURS[schemeNow(settings.scheme)];
  const style = getComputedStyle(host);
  const wanted: Partial<Colours> = {};
  for (const name of COLOUR_NAMES) {
    const value = (settings.colours[name] ?? style.getPropertyValue(VARIABLE[name])).trim();
    if (value && resolve(value)) wanted[name] = value;
  }
  const page = pair(wanted, ours, "tekst", "achtergrond");
  const accent = pair(wanted, ours, "kleurTekst", "kleur");
  const onPage = measured(accent.kleur, page.achtergrond);
  if (onPage >= LEAST_CONTRAST) return { ...page, ...accent };
  if (wanted.kleur && accent.kleur !== ours.kleur) refuse("kleur", onPage);
  const fitting = measured(ours.kleur, page.achtergrond) >= LEAST_CONTRAST;
  return fitting ? { ...page, kleur: ours.kleur, kleurTekst: ours.kleurTekst } : ours;
}

function pair<A extends ColourName, B extends ColourName>(wanted: Partial<Colours>, ours: Colours, text: A, ground: B): Pick<Colours, A | B> {
  const chosen = { [text]: wanted[text] ?? ours[text], [ground]: wanted[ground] ?? ours[ground] } as Pick<Colours, A | B>;
  const reached = measured(chosen[text], chosen[ground]);
  if (reached >= LEAST_CONTRAST) return chosen;
  refuse(wanted[ground] ? ground : text, reached);
  return { [text]: ours[text], [ground]: ours[ground] } as Pick<Colours, A | B>;
}

function measured(one: string, other: string): number {
  const [a, b] = [resolve(one), resolve(other)];
  return a && b ? contrast(a, b) : 1;
}

function refuse(name: ColourName, reached: number): void {
  console.warn(say("kleur_geweigerd", { naam: VARIABLE[name], contrast: reached.toFixed(1), nodig: LEAST_CONTRAST }));
}
