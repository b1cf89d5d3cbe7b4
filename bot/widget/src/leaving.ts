/** Quick exit: the page is replaced by a neutral one, so that "back" does not lead here. */

const SECOND_PRESS_WITHIN = 1500;

/** Leave at once. Inside a frame the whole page is left, where the browser allows it. */
export function leave(address: string): void {
  try {
    if (window.top && window.top !== window.self) window.top.location.replace(address);
  } catch {
    window.location.replace(address);
  }
  window.location.replace(address);
}

/** Tells a second Escape soon after the first. */
export class EscapeTwice {
  private last = -Infinity;

  /** Whether this press is the second. `counts`: whether a first one may begin here. */
  pressed(now: number, counts: boolean): boolean {
    const second = now - this.last < SECOND_PRESS_WITHIN;
    this.last = second ? -Infinity : counts ? now : -Infinity;
    return second;
  }
}
