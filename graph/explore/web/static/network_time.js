/* The years between which claims count: two sliders, and a button that lets time pass. */

import { byId } from "./network_parts.js";

const STEP = 900;

/* `show` draws the years given and resolves when it has; both empty means all time. */
export function beginTime(show) {
  const [from, until, words, play] = ["year-from", "year-until", "years-shown", "play"].map(byId);
  if (!from) return { set: () => {} };
  const [first, last] = [Number(from.min), Number(from.max)];
  let playing = false;
  let later = 0;

  function tell() {
    const all = Number(from.value) === first && Number(until.value) === last;
    words.textContent = all ? "all times, undated too" : `dated ${from.value} to ${until.value}`;
    for (const one of [from, until]) one.setAttribute("aria-valuetext", one.value);
    return all;
  }

  const draw = (still) => (tell() ? show("", "", still) : show(from.value, until.value, still));

  for (const [one, other, holds] of [[from, until, Math.min], [until, from, Math.max]]) {
    one.addEventListener("input", () => {
      one.value = holds(Number(one.value), Number(other.value));
      tell();
      clearTimeout(later);
      later = setTimeout(() => draw(false), 250);
    });
  }

  function stop() {
    playing = false;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  }

  async function pass() {
    if (playing) return stop();
    playing = true;
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
    if (Number(until.value) >= last) until.value = from.value;
    const by = Math.max(1, Math.ceil((last - Number(from.value)) / 60));
    while (playing) {
      const began = performance.now();
      await draw(true);
      if (Number(until.value) >= last) break;
      await new Promise((done) => setTimeout(done, Math.max(0, STEP - (performance.now() - began))));
      if (playing) until.value = Math.min(last, Number(until.value) + by);
    }
    stop();
    return draw(false);
  }

  play.addEventListener("click", pass);
  tell();
  return {
    set(asked) {
      if (playing) return;
      const year = (name, otherwise) => Number((asked.get(name) || "").slice(0, 4)) || otherwise;
      from.value = year("first", first);
      until.value = year("last", last);
      tell();
    },
  };
}
