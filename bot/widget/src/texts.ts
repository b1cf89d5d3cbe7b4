/** Every sentence of the widget, from one file, in the form of address that fits the reader. */

import texts from "./teksten.json";
import type { Audience, StaticHelp } from "./protocol";

type Form = "u" | "je" | "professional";
type Entry = string | Partial<Record<Form, string>>;
export type TextKey = keyof typeof texts.zinnen;

export const BUILT_IN_HELP: StaticHelp = texts.hulp;
export const MESSAGES = texts.berichten;
export const LANGUAGES: Record<string, string> = texts.talen;
export const NEUTRAL_ADDRESS: string = texts.snel_weg_adres;
export const STARTERS: Record<Audience | "onbekend", string[]> = texts.beginvragen;

let form: Form = "u";

/** From now on speak to this reader. */
export function speakTo(audience: Audience | null, informal: boolean): void {
  if (audience === "professional") form = "professional";
  else form = audience === "jongere" || informal ? "je" : "u";
}

/** A text by its name, with `{values}` filled in. Professionals get the form with je where they have none of their own. */
export function say(key: TextKey, values: Record<string, string | number> = {}): string {
  const entry: Entry = texts.zinnen[key];
  const text = typeof entry === "string" ? entry : (entry[form] ?? entry.je ?? entry.u ?? "");
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** What a value of a payload is called; unknown values are shown as they are. */
export function word(kind: keyof typeof texts.woorden, value: string): string {
  const words: Record<string, string> = texts.woorden[kind];
  return words[value] ?? value.replace(/_/g, " ");
}
