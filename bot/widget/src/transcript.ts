/** The conversation as a text file, on request only. */

import { el } from "./dom";
import type { Entry, Turn } from "./memory";
import { say } from "./texts";

export function transcript(entries: readonly Entry[], now: Date): string {
  const date = new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeStyle: "short" }).format(now);
  const lines = [say("verslag_titel"), say("verslag_datum", { datum: date }), ""];
  for (const entry of entries) {
    lines.push(entry.who === "visitor" ? `${say("verslag_ik")}: ${entry.text}` : `${say("naam")}: ${said(entry)}`, "");
  }
  return lines.join("\n");
}

function said(turn: Turn): string {
  const parts = turn.messages.flatMap((message) => {
    const choices = (message.quick_replies ?? message.buttons ?? []).map((choice) => `[${choice.title}]`).join(" ");
    const contacts = message.custom && "contacts" in message.custom ? (message.custom.contacts ?? []) : [];
    return [unmarked(message.text ?? ""), choices, ...contacts.map((contact) => [contact.label, contact.number, contact.hours].filter(Boolean).join(", "))];
  });
  return parts.filter(Boolean).join("\n");
}

function unmarked(text: string): string {
  return text.replace(/\*\*([^*]+)\*\*/g, "$1").replace(/\[([^[\]]{1,500})\]\(([^()\s]{1,2000})\)/g, "$1 ($2)");
}

/** Hand the text to the browser as a file. */
export function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: "text/plain;charset=utf-8" }));
  el("a", { href: address, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
