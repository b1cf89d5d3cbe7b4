/** What cards may use of the rest of the widget. */

import type { Reading } from "./markdown";
import type { Choice, Thumb } from "./protocol";

export interface Context {
  reading: Reading;
  /** A pressed button: its title is shown as what the visitor said. */
  choose(choice: Choice): void;
  /** Resolves to whether the server took it. */
  feedback(id: number, thumb: Thumb, word?: string): Promise<boolean>;
  /** After an acute message nobody is asked for an opinion. */
  quiet(): boolean;
  say(text: string): void;
  saved(): void;
}
