/** What the embedding page asked for, from the attributes of the script tag or of the element. */

import { AUDIENCES, type Audience } from "./protocol";
import { NEUTRAL_ADDRESS } from "./texts";

export type Scheme = "auto" | "licht" | "donker";

export interface Settings {
  /** Origin of the assistant, without a final slash. */
  server: string;
  organisation: string;
  audience: Audience | null;
  /** Open at once. */
  open: boolean;
  /** Fills its place in the page instead of floating above it. */
  flat: boolean;
  scheme: Scheme;
  /** Where quick exit goes. */
  exit: string;
  /** Colours by name, as written. */
  colours: Partial<Record<ColourName, string>>;
}

export type ColourName = "kleur" | "kleurTekst" | "achtergrond" | "tekst";
export const COLOUR_NAMES: readonly ColourName[] = ["kleur", "kleurTekst", "achtergrond", "tekst"];

const LONGEST_NAME = 80;

/** Read the attributes; what is missing or wrong gets its default. */
export function readSettings(data: DOMStringMap, scriptOrigin: string): Settings {
  const wanted = (data.doelgroep ?? "") as Audience;
  const scheme = data.thema as Scheme;
  return {
    server: origin(data.server) ?? scriptOrigin,
    organisation: (data.organisatie ?? "").slice(0, LONGEST_NAME),
    audience: AUDIENCES.includes(wanted) ? wanted : null,
    open: data.open !== undefined && data.open !== "nee",
    flat: data.vorm === "vlak",
    scheme: scheme === "licht" || scheme === "donker" ? scheme : "auto",
    exit: web(data.snelWeg) ?? NEUTRAL_ADDRESS,
    colours: Object.fromEntries(COLOUR_NAMES.filter((name) => data[name]).map((name) => [name, data[name]])),
  };
}

function origin(address: string | undefined): string | null {
  try {
    return address ? new URL(address, location.href).origin : null;
  } catch {
    return null;
  }
}

function web(address: string | undefined): string | null {
  return address && /^https:\/\//.test(address) ? address : null;
}
