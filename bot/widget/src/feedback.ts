/** Two thumbs under an answer, and a word if the visitor wants. */

import type { Context } from "./context";
import { el, icon } from "./dom";
import type { Turn } from "./memory";
import type { Thumb } from "./protocol";
import { say } from "./texts";

const LONGEST_WORD = 200;

export function feedbackRow(turn: Turn, id: number, context: Context): HTMLElement {
  const extra = el("div", { class: "why" });
  const buttons = (["up", "down"] as const).map((thumb) => thumbButton(thumb, turn.thumb === thumb, () => void press(thumb)));
  const row = el(
    "div",
    { class: "feedback", role: "group", "aria-label": say("hielp") },
    el("span", { class: "question", "aria-hidden": "true", text: say("hielp") }),
    ...buttons,
    extra,
  );

  async function press(thumb: Thumb): Promise<void> {
    if (turn.thumb === thumb) return;
    turn.thumb = thumb;
    context.saved();
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String((index === 0 ? "up" : "down") === thumb)));
    if (await context.feedback(id, thumb)) {
      context.say(say("dank"));
      extra.replaceChildren(whyForm(thumb));
    }
  }

  function whyForm(thumb: Thumb): HTMLElement {
    const field = `why-${id}`;
    const input = el("input", { id: field, type: "text", maxlength: LONGEST_WORD, autocomplete: "off", "aria-describedby": `${field}-note` });
    return el(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          const word = input.value.trim();
          const thanks = () => {
            extra.replaceChildren(el("p", { class: "small", text: say("dank"), tabindex: "-1" }));
            (extra.firstElementChild as HTMLElement).focus();
          };
          void (word ? context.feedback(id, thumb, word).then((taken) => taken && thanks()) : thanks());
        },
      },
      el("label", { for: field, text: say("waarom") }),
      el("div", { class: "line" }, input, el("button", { type: "submit", class: "choice", text: say("waarom_sturen") })),
      el("p", { class: "small", id: `${field}-note`, text: say("waarom_let_op") }),
    );
  }

  return row;
}

function thumbButton(thumb: Thumb, pressed: boolean, press: () => void): HTMLButtonElement {
  const up = thumb === "up";
  return el(
    "button",
    { type: "button", class: "thumb", part: "duim", "aria-label": say(up ? "hielp_ja" : "hielp_nee"), "aria-pressed": String(pressed), onclick: press },
    icon("up", up ? "" : "flipped"),
    el("span", { text: say(up ? "ja" : "nee") }),
  );
}
