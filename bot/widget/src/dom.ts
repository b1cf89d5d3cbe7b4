/** Building elements without markup strings, so that no text can become markup. */

type Value = string | boolean | number | null | undefined | ((event: Event) => void);
type Child = Node | string | null | undefined | false;

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element. `on...` names are listeners, `text` is its text, false and null leave an attribute out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  values: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), values, children);
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  values: Record<string, Value> = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag) as SVGElementTagNameMap[K], values, children);
}

function fill<E extends Element>(element: E, values: Record<string, Value>, children: Child[]): E {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "text") element.textContent = String(value ?? "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Text for screen readers only. */
export function spoken(text: string): HTMLElement {
  return el("span", { class: "spoken", text: ` ${text}` });
}

/** The last of a list; older browsers have no `at`. */
export function last<T>(items: readonly T[]): T | undefined {
  return items[items.length - 1];
}

const ICONS: Record<string, string[]> = {
  leave: ["M14 4h6v16h-6", "M4 12h11", "M8 8l-4 4 4 4"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  down: ["M6 9l6 6 6-6"],
  send: ["M4 12h15", "M13 6l6 6-6 6"],
  phone: ["M6 3h3l2 5-2.5 1.5a11 11 0 0 0 5 5L15 12l5 2v3a2 2 0 0 1-2 2A15 15 0 0 1 4 5a2 2 0 0 1 2-2z"],
  up: ["M7 11v9H4v-9z", "M7 11l4-8c1.7 0 2.5 1 2.2 2.5L12.6 9H19a1.8 1.8 0 0 1 1.8 2.2l-1.5 7A2 2 0 0 1 17.3 20H7"],
  file: ["M12 4v11", "M7 11l5 5 5-5", "M5 20h14"],
  book: ["M5 4h10a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z", "M5 17a3 3 0 0 1 3-3h10"],
};

/** A drawn sign, hidden from screen readers: the words beside it say the same. */
export function icon(name: keyof typeof ICONS | string, extra = ""): SVGSVGElement {
  return svg(
    "svg",
    { class: `icon ${extra}`.trim(), viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    ...(ICONS[name] ?? []).map((d) => svg("path", { d })),
  );
}

/** The three rings of the name. */
export function rings(): SVGSVGElement {
  return svg(
    "svg",
    { class: "rings", viewBox: "0 0 32 32", "aria-hidden": "true", focusable: "false" },
    svg("circle", { class: "outer", cx: 16, cy: 16, r: 14 }),
    svg("circle", { class: "middle", cx: 16, cy: 16, r: 9 }),
    svg("circle", { class: "heart", cx: 16, cy: 16, r: 4 }),
    svg("circle", { class: "person", cx: 16, cy: 2.5, r: 2.5 }),
    svg("circle", { class: "person", cx: 23.8, cy: 20.5, r: 2.5 }),
  );
}
