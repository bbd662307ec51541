/* Forms that change the case: sent as JSON, then the page waits until what follows is worked out. */

const EVERY = 300;
const LONG = 3;
const SIGNED = "whence-signed";
const bar = document.getElementById("work");
const words = document.getElementById("work-words");

export function tell(text) {
  words.textContent = text;
  bar.hidden = !text;
}

/* Send a change; answers what was recorded, or throws what is wrong, in words. */
export async function send(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error.message);
  return said;
}

export async function work() {
  const answer = await fetch("/api/work", { headers: { accept: "application/json" } });
  return answer.json();
}

/* How long it has taken, and how long it took the last time where one may notice. */
function progress({ seconds, last }) {
  const known = last >= LONG ? `; ${Math.round(last)} s the last time` : "";
  const go = Math.max(seconds, last || 0) >= LONG ? " You can go on: pages show the case as it was." : "";
  return `Recorded. Working out what follows… (${Math.round(seconds)} s${known}).${go}`;
}

/* Wait until views show what was recorded. */
export async function settled() {
  for (;;) {
    const now = await work();
    if (!now.busy) {
      tell(now.error || "");
      return !now.error;
    }
    tell(progress(now));
    await new Promise((done) => { setTimeout(done, EVERY); });
  }
}

export function signature() {
  try {
    return window.localStorage.getItem(SIGNED) || "";
  } catch {
    return "";
  }
}

function fields(form, submitter) {
  const found = {};
  for (const [name, value] of new FormData(form, submitter)) if (value !== "") found[name] = value;
  return found;
}

for (const input of document.querySelectorAll("[data-signed]")) {
  if (signature()) input.value = signature();
  input.addEventListener("change", () => {
    try {
      window.localStorage.setItem(SIGNED, input.value.trim());
    } catch { /* a browser that keeps nothing asks again */ }
    for (const other of document.querySelectorAll("[data-signed]")) other.value = input.value;
  });
}

for (const form of document.querySelectorAll("form[data-act]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = form.querySelector(".form-error");
    const buttons = form.querySelectorAll("button");
    const body = fields(form, event.submitter);
    for (const name of Object.keys(body)) {
      const input = form.elements.namedItem(name);
      if (input && input.dataset && input.dataset.id) body[name] = input.dataset.id;
    }
    wrong.hidden = true;
    for (const button of buttons) button.disabled = true;
    try {
      const done = await send(form.dataset.act, body);
      tell("Recorded. Working out what follows…");
      const fine = await settled();
      const then = (form.dataset.then || "").replace("{decision}", done.decisions[0] || "");
      if (!fine) return;
      if (then) window.location.assign(then);
      else window.location.reload();
    } catch (error) {
      tell("");
      wrong.textContent = error.message;
      wrong.hidden = false;
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  });
}

/* A button's key presses it, wherever the keyboard is but in a field. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
  const button = document.querySelector(`form[data-act] button[data-key="${CSS.escape(event.key)}"]`);
  if (button && !button.disabled) button.click();
});

(async () => {
  const now = await work();
  if (now.busy) {
    if (await settled()) window.location.reload();
  } else if (now.error) tell(now.error);
})();
