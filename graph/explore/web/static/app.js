/* What every page shares: the search box that completes names, and the keyboard. */

const CONTENT = { headers: { accept: "application/json" } };
const WAIT = 120;

/* Complete a name while it is typed; `choose` is given what was chosen. */
function completes(input, list, choose) {
  let found = [];
  let at = -1;
  let later = 0;
  let asked = 0;

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show() {
    list.replaceChildren(...found.map((one, place) => {
      const row = document.createElement("li");
      row.id = `${list.id}-${place}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(place === at));
      const name = document.createElement("bdi");
      name.dir = "auto";
      name.textContent = one.name;
      const many = document.createElement("span");
      many.className = "count";
      many.textContent = one.claims === 1 ? "1 claim" : `${one.claims.toLocaleString("en-GB")} claims`;
      row.append(name, many);
      row.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        close();
        choose(one);
      });
      return row;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (at >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const words = input.value.trim();
    const mine = (asked += 1);
    if (words.length < 2) {
      close();
      return;
    }
    const answer = await fetch(`/api/suggest?q=${encodeURIComponent(words)}`, CONTENT);
    if (!answer.ok || mine !== asked || document.activeElement !== input) return;
    found = (await answer.json()).names;
    at = -1;
    show();
  }

  input.addEventListener("input", () => {
    delete input.dataset.id;
    clearTimeout(later);
    later = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      at = (at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % found.length;
      show();
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      const one = found[at];
      close();
      choose(one);
    }
  });
}

const seek = document.getElementById("seek");
completes(seek, document.getElementById("seek-list"), (one) => {
  window.location.assign(`/entity/${encodeURIComponent(one.id)}`);
});

for (const input of document.querySelectorAll("[data-complete]")) {
  completes(input, document.getElementById(`${input.id}-list`), (one) => {
    input.value = one.name;
    input.dataset.id = one.id;
  });
  input.form.addEventListener("submit", () => {
    if (input.dataset.id) input.value = input.dataset.id;
  });
}

/* What is folded away is asked for when it is opened. */
for (const fold of document.querySelectorAll("details[data-load]")) {
  fold.addEventListener("toggle", async () => {
    if (!fold.open || fold.dataset.loaded) return;
    fold.dataset.loaded = "yes";
    const answer = await fetch(fold.dataset.load, CONTENT);
    if (!answer.ok) return;
    const list = document.createElement("ul");
    list.className = "plain-list";
    for (const one of (await answer.json()).others.slice(0, 30)) {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.className = "name";
      link.href = `/entity/${encodeURIComponent(one.entity.id)}`;
      const name = document.createElement("bdi");
      name.dir = "auto";
      name.textContent = one.entity.name;
      link.append(name);
      const many = document.createElement("span");
      many.className = "count";
      many.textContent = one.sentences === 1 ? "1 sentence" : `${one.sentences} sentences`;
      row.append(link, many);
      list.append(row);
    }
    fold.append(list);
  });
}

const GO = { f: "/find", n: "/network", p: "/path", t: "/timeline", c: "/contradictions", s: "/speakers", l: "/ledger", r: "/review", d: "/decisions", a: "/intake" };
const keys = document.getElementById("keys");
let current = -1;
let going = false;

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  if (current >= 0 && rows[current]) rows[current].classList.remove("current");
  current = Math.max(0, Math.min(rows.length - 1, current + by));
  rows[current].classList.add("current");
  rows[current].scrollIntoView({ block: "nearest" });
  const link = rows[current].querySelector("[data-open], a");
  if (link) link.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox";
  if (typing) {
    if (event.key === "Escape") document.activeElement.blur();
    return;
  }
  if (going) {
    going = false;
    event.preventDefault();
    if (GO[event.key]) window.location.assign(GO[event.key]);
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    seek.focus();
    seek.select();
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1200);
  } else if (event.key === "?") keys.showModal();
});

const here = document.getElementById("here");
if (here) here.scrollIntoView({ block: "center" });
