/** What survives a reload of the tab: in sessionStorage only, gone when the tab closes. */

import type { Audience, BotMessage, Contact, Thumb } from "./protocol";

/** What the visitor said. */
export interface Said {
  who: "visitor";
  text: string;
  nonce: string;
}

/** One turn of the assistant: all its bubbles. */
export interface Turn {
  who: "bot";
  messages: BotMessage[];
  /** The title of the button that was pressed. */
  chosen: string | null;
  /** Whether its buttons still count. */
  open: boolean;
  thumb: Thumb | null;
}

export type Entry = Said | Turn;

/** A message on its way to the server. */
export interface Outgoing {
  nonce: string;
  message: string;
  audience: Audience | null;
  /** An answer to it has begun to arrive, so the server has it. */
  received: boolean;
}

export interface Kept {
  token: string | null;
  lastId: number;
  entries: Entry[];
  outbox: Outgoing[];
  draft: string;
  audience: Audience | null;
  informal: boolean;
  /** Text size in percent. */
  size: number;
  open: boolean;
  /** Contacts of the last acute card; they stay above the input. */
  help: Contact[] | null;
  /** When something was last said, in milliseconds. */
  activeAt: number;
  /** After how many minutes of silence the server ends the session; 0 is unknown. */
  minutes: number;
}

const MOST_ENTRIES = 300;

export function fresh(): Kept {
  return {
    token: null,
    lastId: 0,
    entries: [],
    outbox: [],
    draft: "",
    audience: null,
    informal: false,
    size: 100,
    open: false,
    help: null,
    activeAt: 0,
    minutes: 0,
  };
}

/** The kept state under one key; without storage it lives as long as the page. */
export class Memory {
  readonly kept: Kept;
  /** Whether something was there from before a reload. */
  readonly resumed: boolean;
  private erased = false;

  constructor(private readonly key: string) {
    const before = this.read();
    this.resumed = before !== null;
    this.kept = { ...fresh(), ...before };
  }

  private read(): Partial<Kept> | null {
    try {
      const text = sessionStorage.getItem(this.key);
      const value: unknown = text ? JSON.parse(text) : null;
      return value && typeof value === "object" && Array.isArray((value as Kept).entries) ? (value as Kept) : null;
    } catch {
      return null;
    }
  }

  /** Write the state down. */
  save(): void {
    if (this.erased) return;
    if (this.kept.entries.length > MOST_ENTRIES) this.kept.entries.splice(0, this.kept.entries.length - MOST_ENTRIES);
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.kept));
    } catch {
      return; // blocked or full: the conversation goes on in memory
    }
  }

  /** Forget the conversation; how the visitor wants to read stays. */
  restart(): void {
    const { audience, informal, size, open } = this.kept;
    Object.assign(this.kept, fresh(), { audience, informal, size, open });
    this.save();
  }

  /** Forget everything and write nothing any more. */
  erase(): void {
    this.erased = true;
    Object.assign(this.kept, fresh());
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      return; // there is no storage, so nothing is in it
    }
  }
}

/** A name for one message, so that the server answers it once. */
export function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
