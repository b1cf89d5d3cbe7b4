/** The assistant's Markdown as DOM nodes: paragraphs, lists, bold, italic and links; everything else stays text. */

import { el } from "./dom";
import { safeAddress } from "./links";

export interface Reading {
  /** Origin of the assistant. */
  server: string;
  /** Phone numbers that may be tapped: as written, and their `tel:` address. */
  numbers: ReadonlyMap<string, string>;
}

const BULLET = /^\s{0,3}[-*•]\s+(.*)$/;
const NUMBERED = /^\s{0,3}(\d{1,3})[.)]\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;
const SOURCE = /^Bron:/;
/** Numbers of help lines, which all begin so; shorter ones are tapped only when a contact has them. */
const HELP_LINE = /^0[89]00-?\d{4,7}$/;

const INLINE = new RegExp(
  [
    String.raw`\\([\\*_[\]()#.-])`,
    String.raw`\*\*(\S(?:[^*]*?\S)?)\*\*`,
    String.raw`\*(\S(?:[^*]*?\S)?)\*`,
    String.raw`_(\S(?:[^_]*?\S)?)_`,
    String.raw`\[([^[\]]{1,500})\]\(([^()\s]{1,2000})\)`,
    String.raw`(https:\/\/[^\s<>"']{1,2000}|\/chat\/kaart\/[\w~:.-]{1,1000}\/[\w.]{1,60})`,
    String.raw`([\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5})`,
    String.raw`(\d[\d-]{1,13}\d)`,
  ].join("|"),
  "g",
);

/** Blocks of a text. A paragraph that names the source gets the class `source`. */
export function markdown(text: string, reading: Reading): DocumentFragment {
  const blocks = new Blocks(reading);
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) blocks.read(line);
  return blocks.out;
}

class Blocks {
  readonly out = document.createDocumentFragment();
  private list: HTMLElement | null = null;
  private item: HTMLElement | null = null;
  private paragraph: HTMLElement | null = null;

  constructor(private readonly reading: Reading) {}

  read(line: string): void {
    const bullet = BULLET.exec(line);
    const numbered = NUMBERED.exec(line);
    const heading = HEADING.exec(line);
    if (!line.trim()) this.item = this.paragraph = null;
    else if (bullet) this.addItem("ul", bullet[1], null);
    else if (numbered) this.addItem("ol", numbered[2], Number(numbered[1]));
    else if (heading) this.addParagraph(heading[1], "heading");
    else if (this.item) this.item.append(el("br"), inline(line.trim(), this.reading));
    else if (this.paragraph) this.paragraph.append(el("br"), inline(line, this.reading));
    else this.addParagraph(line, SOURCE.test(line) ? "source" : null);
  }

  private addItem(tag: "ul" | "ol", text: string, number: number | null): void {
    const goesOn = this.list?.localName === tag && (number === null || number === this.list.children.length + Number(this.list.getAttribute("start") ?? 1));
    if (!this.list || !goesOn) {
      this.list = el(tag, { start: number !== null && number !== 1 ? number : null });
      this.out.append(this.list);
    }
    this.item = el("li", {}, inline(text, this.reading));
    this.list.append(this.item);
    this.paragraph = null;
  }

  private addParagraph(text: string, name: string | null): void {
    const paragraph = el("p", { class: name }, inline(text, this.reading));
    this.out.append(paragraph);
    this.paragraph = name === "heading" ? null : paragraph;
    this.item = this.list = null;
  }
}

/** Text within a block. */
function inline(text: string, reading: Reading, depth = 0): DocumentFragment {
  const out = document.createDocumentFragment();
  let written = 0;
  for (const match of text.matchAll(INLINE)) {
    const start = match.index ?? 0;
    if (start < written) continue;
    const node = piece(match, text, reading, depth);
    if (!node) continue;
    out.append(text.slice(written, start), node.node);
    written = start + node.length;
  }
  out.append(text.slice(written));
  return out;
}

interface Piece {
  node: Node;
  length: number;
}

function piece(match: RegExpMatchArray, text: string, reading: Reading, depth: number): Piece | null {
  const [whole, escaped, bold, star, underscore, label, target, address, mail, number] = match;
  const start = match.index ?? 0;
  const within = (inner: string) => (depth < 3 ? inline(inner, reading, depth + 1) : document.createTextNode(inner));
  const free = !/[\p{L}\p{N}_]/u.test((text[start - 1] ?? "") + (text[start + whole.length] ?? ""));
  if (escaped) return { node: document.createTextNode(escaped), length: whole.length };
  if (bold) return { node: el("strong", {}, within(bold)), length: whole.length };
  if (star) return { node: el("em", {}, within(star)), length: whole.length };
  if (underscore) return free ? { node: el("em", {}, within(underscore)), length: whole.length } : null;
  if (label && target) return { node: link(target, label, reading) ?? document.createTextNode(label), length: whole.length };
  if (address) {
    const clean = address.replace(/[.,;:!?)\]*_]+$/, "");
    const node = link(clean, shortened(clean), reading);
    return node && { node, length: clean.length };
  }
  if (mail) {
    const node = link(`mailto:${mail}`, mail, reading);
    return node && { node, length: whole.length };
  }
  const inAddress = /^\.[a-z]/i.test(text.slice(start + whole.length));
  const tel = free && !inAddress && number ? (reading.numbers.get(number) ?? helpLine(number)) : undefined;
  return tel ? { node: el("a", { href: tel, class: "tel", text: number }), length: whole.length } : null;
}

function helpLine(number: string): string | undefined {
  return HELP_LINE.test(number) ? `tel:${number.replace("-", "")}` : undefined;
}

/** A link, or null when the address may not be followed. */
export function link(address: string, text: string, reading: Pick<Reading, "server">): HTMLAnchorElement | null {
  const safe = safeAddress(address, reading.server);
  if (!safe) return null;
  const outside = /^https?:/.test(safe);
  return el("a", { href: safe, text, rel: "noopener noreferrer", target: outside ? "_blank" : null });
}

function shortened(address: string): string {
  if (address.startsWith("/")) return address.slice(address.lastIndexOf("/") + 1);
  return address.replace(/^https:\/\/(www\.)?/, "").replace(/\/$/, "");
}
