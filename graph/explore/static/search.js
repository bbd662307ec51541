"use strict";
/* The search box: names and aliases, in any spelling, from the keyboard. */

const Search = (() => {
  const { el, own, plural, mark } = Dom;
  const SHOWN = 12;
  const box = Dom.byId("search");
  const list = Dom.byId("found");
  let hits = [];
  let at = -1;
  let act = null;

  function close() {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function move(to) {
    at = to;
    [...list.querySelectorAll("[role=option]")].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === at));
      if (place === at) {
        option.scrollIntoView({ block: "nearest" });
        box.setAttribute("aria-activedescendant", option.id);
      }
    });
  }

  function open() {
    const all = Case.find(box.value);
    hits = all.slice(0, SHOWN);
    if (!box.value.trim()) {
      close();
      return;
    }
    const options = hits.map(({ entity, alias }, place) => {
      const type = Case.types.get(entity.type);
      return el("li", { role: "option", id: `found-${place}`, "aria-selected": "false",
        on: { mousedown: (event) => event.preventDefault(), click: () => take(place) } },
      mark(type.shape, type.slug),
      el("span", { class: "found-name" }, own(entity.name), alias ? el("span", { class: "alias" }, "also ", own(alias)) : null),
      el("span", { class: "found-type" }, entity.type_name));
    });
    const left = Case.data.left_out.entities;
    const notes = [];
    if (all.length > SHOWN) notes.push(`and ${plural(all.length - SHOWN, "more")}`.replace("mores", "more"));
    if (!all.length) notes.push(left ? `No such name here; ${plural(left, "name")} of the case are not on this page.` : "No such name in this case.");
    list.replaceChildren(...options, ...notes.map((note) => el("li", { class: "note", role: "presentation" }, note)));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    move(hits.length ? 0 : -1);
  }

  function take(place) {
    const hit = hits[place];
    if (!hit) return;
    box.value = "";
    close();
    act(hit.entity.id);
  }

  function start(chosen) {
    act = chosen;
    box.addEventListener("input", open);
    box.addEventListener("focus", () => { if (box.value) open(); });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        else if (hits.length) move((at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (list.hidden) open();
        if (!list.hidden) take(at);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        if (list.hidden) box.value = "";
        close();
      }
    });
  }

  return { box, start };
})();
