/* One question at a time, a key for each answer; what follows is worked out when all are answered. */

import { send, settled, signature, tell } from "./decide.js";

const box = document.getElementById("review");

function start() {
  const questions = [...box.querySelectorAll("[data-question]")];
  const buttons = [...box.querySelectorAll("[data-answer]")];
  const at = document.getElementById("review-at");
  const why = document.getElementById("review-reason");
  const wrong = document.getElementById("review-error");
  const done = document.getElementById("review-done");
  const answered = [];
  let place = 0;
  let busy = false;

  function show(focus) {
    for (const [number, question] of questions.entries()) question.hidden = number !== place;
    const over = place >= questions.length;
    done.hidden = !over;
    document.getElementById("answers").hidden = over && !answered.length;
    for (const button of buttons) {
      button.disabled = button.dataset.answer === "back" ? !answered.length : over;
    }
    at.textContent = over ? "" : `Question ${place + 1} of ${questions.length}`;
    if (focus) (over ? done : questions[place]).focus({ preventScroll: false });
  }

  async function answer(kind) {
    if (busy) return;
    busy = true;
    wrong.hidden = true;
    try {
      if (kind === "back") {
        const last = answered[answered.length - 1];
        if (last.decision) await send("/api/undo", { decision: last.decision, by: signature() || null });
        answered.pop();
        place = last.place;
      } else {
        let decision = null;
        if (kind !== "later") {
          const asked = questions[place].dataset;
          const said = await send("/api/pair", {
            kind,
            left: asked.left.split(" "),
            right: asked.right.split(" "),
            reason: why.value || null,
            by: signature() || null,
          });
          [decision] = said.decisions;
        }
        answered.push({ place, decision });
        why.value = "";
        place += 1;
      }
      show(true);
    } catch (error) {
      if (kind === "back") show(false);
      wrong.textContent = `${error.message} Press l to go on.`;
      wrong.hidden = false;
    } finally {
      busy = false;
    }
  }

  for (const button of buttons) button.addEventListener("click", () => answer(button.dataset.answer));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
    const button = buttons.find((one) => one.dataset.press === event.key);
    if (button && !button.disabled) {
      event.preventDefault();
      answer(button.dataset.answer);
    }
  });
  document.getElementById("review-more").addEventListener("click", async () => {
    tell("Working out what follows…");
    if (await settled()) window.location.reload();
  });
  show(false);
}

if (box) start();
