/** The input. Enter sends; what is typed is kept as a draft. */

import { el, icon, spoken } from "./dom";
import { say } from "./texts";

const LONGEST_MESSAGE = 4000;
const WARN_FROM_LEFT = 400;

export class Composer {
  readonly element: HTMLFormElement;
  private readonly input: HTMLTextAreaElement;
  private readonly label = el("label", { class: "spoken", for: "message" });
  private readonly left = el("p", { class: "left", id: "left", role: "status" });

  constructor(draft: string, send: (text: string) => void, keep: (draft: string) => void) {
    this.input = el("textarea", {
      id: "message",
      part: "invoer",
      rows: 1,
      maxlength: LONGEST_MESSAGE,
      enterkeyhint: "send",
      autocomplete: "off",
      "aria-describedby": "left",
      oninput: () => {
        this.count();
        keep(this.input.value);
      },
      onkeydown: (event) => {
        const key = event as KeyboardEvent;
        if (key.key !== "Enter" || key.shiftKey || key.isComposing) return;
        key.preventDefault();
        submit();
      },
    });
    this.input.value = draft;
    const button = el("button", { type: "submit", class: "send", part: "versturen" }, icon("send"), spoken(say("sturen")));
    const submit = () => {
      const text = this.input.value.trim();
      if (!text) return this.input.focus();
      this.input.value = "";
      this.count();
      keep("");
      send(text);
    };
    this.element = el(
      "form",
      {
        class: "composer",
        part: "formulier",
        onsubmit: (event) => {
          event.preventDefault();
          submit();
          this.input.focus();
        },
      },
      this.label,
      this.input,
      button,
      this.left,
    );
    this.rename();
    this.count();
  }

  /** Words in the form of address of now. */
  rename(): void {
    this.label.textContent = say("vraag");
    this.input.placeholder = say("vraag");
  }

  focus(): void {
    this.input.focus({ preventScroll: true });
  }

  private count(): void {
    const left = LONGEST_MESSAGE - this.input.value.length;
    this.left.textContent = left <= WARN_FROM_LEFT ? say("tekens_over", { aantal: left }) : "";
  }
}
