/** Warns before silence ends the session, in time to go on (WCAG 2.2.1). */

const MINUTE = 60_000;
const LONGEST_WARNING = 2 * MINUTE;
const LOOK_EVERY = 5000;

export class SessionClock {
  private warned = false;
  private timer = 0;

  /** `times` gives when something was last said and how long silence may last, both in milliseconds. */
  constructor(
    private readonly times: () => { activeAt: number; allowed: number },
    private readonly warn: (minutesLeft: number) => void,
    private readonly over: () => void,
  ) {}

  /** Something was said: count again from now. */
  restart(): void {
    this.warned = false;
    clearInterval(this.timer);
    this.timer = window.setInterval(() => this.look(), LOOK_EVERY);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const { activeAt, allowed } = this.times();
    if (!allowed || !activeAt) return;
    const left = activeAt + allowed - Date.now();
    if (left <= 0) {
      this.stop();
      this.over();
    } else if (!this.warned && left <= Math.min(LONGEST_WARNING, allowed / 3)) {
      this.warned = true;
      this.warn(Math.max(1, Math.round(left / MINUTE)));
    }
  }
}
