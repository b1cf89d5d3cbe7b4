/** What goes over the line between the widget and the web channel. */

export type Audience = "ouder" | "jongere" | "professional";
export const AUDIENCES: readonly Audience[] = ["ouder", "jongere", "professional"];

export interface Choice {
  title: string;
  payload: string;
}

export interface Contact {
  id: string;
  label: string;
  number: string | null;
  tel: string | null;
  url: string | null;
  hours: string | null;
}

export interface Source {
  id: string;
  title: string;
  section: string | null;
  year: number | string | null;
  url: string | null;
  page?: number | string | null;
}

export interface Suggestion {
  topic: string;
  title: string;
  why: string;
}

export interface Result {
  topic?: string;
  document?: string;
  title: string;
  section: string | null;
  passage: string;
  snippet: string;
  source?: Source | null;
}

export interface Person {
  id: string;
  label: string;
  relation: string | null;
  kind: "informeel" | "formeel";
  sector: string | null;
  ring: number | null;
  support: string[];
  direction: string | null;
  group: boolean;
}

export interface AnswerPayload {
  type: "answer";
  title: string;
  audience: Audience | null;
  sources: Source[];
}

export interface ClarifyPayload {
  type: "clarify";
  options: { topic: string; title: string }[];
}

export interface ResultsPayload {
  type: "search_results";
  query: string;
  results: Result[];
}

export interface FinderPayload {
  type: "support_finder";
  needs: string[];
  suggestions: Suggestion[];
}

export interface MapPayload {
  type: "network_map";
  map_id: string;
  step: string;
  people: Person[];
  open_places?: { what: string; text: string }[];
  suggestions?: Suggestion[];
  image?: { svg: string; png: string; alt: string };
}

export interface SafetyPayload {
  type: "safety";
  level: "acute" | "concern" | "distress";
  subtype: string;
  contacts: Contact[];
}

export interface ContactPayload {
  type: "contact";
  contacts?: Contact[];
}

export interface LanguagePayload {
  type: "language";
  lang?: string;
}

export interface PlainPayload {
  type: "privacy" | "about" | "smalltalk" | "out_of_scope" | "not_understood";
}

export type Payload =
  | AnswerPayload
  | ClarifyPayload
  | ResultsPayload
  | FinderPayload
  | MapPayload
  | SafetyPayload
  | ContactPayload
  | LanguagePayload
  | PlainPayload;

export interface BotMessage {
  id?: number;
  text?: string;
  quick_replies?: Choice[];
  buttons?: Choice[];
  custom?: Payload;
}

export interface RestReply {
  session_id: string;
  new: boolean;
  minutes: number;
  messages: BotMessage[];
  last_id: number;
}

export interface StaticHelp {
  text: string;
  contacts: Contact[];
}

export type Thumb = "up" | "down";
