/** The network map as a drawing: rings, people around the middle; a circle or square says what a colour says. */

import { svg } from "./dom";
import type { Person } from "./protocol";

const SIZE = 400;
const MIDDLE = SIZE / 2;
const RADII: Record<number, number> = { 1: 72, 2: 122, 3: 168 };
const RING_EDGE = 24;
const UNPLACED = 168;
const LONGEST_LABEL = 14;
const MOST_LABELLED = 25;

/** The ring where somebody stands in the drawing; null is not asked yet, and drawn outside. */
export function byRing(people: readonly Person[]): Map<number, Person[]> {
  const rings = new Map<number, Person[]>();
  for (const person of people) {
    const ring = person.ring && RADII[person.ring] ? person.ring : 0;
    rings.set(ring, [...(rings.get(ring) ?? []), person]);
  }
  return rings;
}

/** `names` are those of the rings, from the inside out. */
export function drawMap(people: readonly Person[], middle: string, title: string, names: readonly string[]): SVGSVGElement {
  const picture = svg("svg", { class: "drawing", viewBox: `-40 -16 ${SIZE + 80} ${SIZE + 32}`, role: "img", "aria-label": title });
  for (const ring of [3, 2, 1]) {
    const radius = RADII[ring] + RING_EDGE;
    picture.append(
      svg("circle", { class: `ring ring-${ring}`, cx: MIDDLE, cy: MIDDLE, r: radius }),
      svg("text", { class: "ring-name", x: MIDDLE, y: MIDDLE - radius + 15, "text-anchor": "middle" }, names[ring - 1]),
    );
  }
  picture.append(
    svg("circle", { class: "centre", cx: MIDDLE, cy: MIDDLE, r: 32 }),
    svg("text", { class: "centre-label", x: MIDDLE, y: MIDDLE + 5, "text-anchor": "middle" }, middle),
  );
  const rings = byRing(people);
  const labelled = people.length <= MOST_LABELLED;
  for (const [ring, members] of rings) members.forEach((person, index) => picture.append(mark(person, ring, index, members.length, labelled)));
  return picture;
}

function mark(person: Person, ring: number, index: number, count: number, labelled: boolean): SVGGElement {
  // Half a step away from the top, where the name of the ring stands; every ring a little further on.
  const angle = ((index + 0.5) / count) * 2 * Math.PI - Math.PI / 2 + ring * 0.3;
  const radius = RADII[ring] ?? UNPLACED;
  const x = Math.round(MIDDLE + radius * Math.cos(angle));
  const y = Math.round(MIDDLE + radius * Math.sin(angle));
  const formal = person.kind === "formeel";
  const size = person.group ? 12 : 9;
  const shape = formal
    ? svg("rect", { class: "mark formal", x: x - size, y: y - size, width: size * 2, height: size * 2, rx: 2 })
    : svg("circle", { class: `mark informal${ring === 0 ? " unplaced" : ""}`, cx: x, cy: y, r: size });
  return svg("g", {}, shape, labelled ? svg("text", { class: "label", x, y: y + size + 14, "text-anchor": "middle" }, cut(person.label)) : null);
}

function cut(label: string): string {
  const letters = [...label];
  return letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join("")}…` : label;
}
