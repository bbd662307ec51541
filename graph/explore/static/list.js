"use strict";
/* The same as text: tables of names and claims, under the same filters as the picture. */

const List = (() => {
  const { el, own, number } = Dom;
  const view = Dom.byId("view-list");
  const STEP = 150;
  let act = null;
  let shows = null;
  let tab = "entities";
  let sortBy = "";
  let upward = true;
  let needle = "";

  const passageCount = (claim) => claim.evidence.length + claim.more;
  const firstWords = (claim) => (claim.evidence.length ? el("span", {}, Panel.shortOrigin(Panel.origin(claim.evidence[0]))).textContent : "");
  const open = (kind, id, ...content) =>
    el("button", { type: "button", class: "name", data: { [kind]: id }, on: { click: () => act[kind](id) } }, ...content);

  const nameCell = (id) => {
    const type = Case.types.get(Case.entities.get(id).type);
    return open("entity", id, Dom.mark(type.shape, type.slug), own(Case.name(id)));
  };
  const claimCount = new Map(Case.data.entities.map((entity) => [entity.id, Case.claimsOf(entity.id).filter(Case.stated).length]));

  const TABLES = {
    entities: {
      title: "Names",
      rows: () => Case.data.entities.filter((entity) => entity.type !== "VALUE" && shows.entity(entity)),
      text: (entity) => [entity.name, ...entity.aliases, entity.type_name].join(" "),
      columns: [
        { id: "name", title: "Name", key: (entity) => entity.name, cell: (entity) => [nameCell(entity.id),
          entity.aliases.length ? el("span", { class: "also" }, entity.aliases.slice(0, 3).map((alias, place) => [place ? " · " : "", own(alias)])) : null] },
        { id: "type", title: "Type", key: (entity) => entity.type_name, cell: (entity) => entity.type_name },
        { id: "claims", title: "Claims", count: true, key: (entity) => -claimCount.get(entity.id), cell: (entity) => number(claimCount.get(entity.id)) },
        { id: "documents", title: "Documents", count: true, key: (entity) => -entity.documents, cell: (entity) => number(entity.documents) },
        { id: "mentions", title: "Times", count: true, key: (entity) => -entity.mentions, cell: (entity) => number(entity.mentions) },
      ],
    },
    claims: {
      title: "Claims",
      rows: () => Case.data.claims.filter((claim) => Case.stated(claim) && shows.claim(claim)),
      text: (claim) => `${Panel.plainSentence(claim)} ${Case.kinds.get(claim.kind).one}`,
      columns: [
        { id: "claim", title: "Claim", key: (claim) => Case.name(claim.from), cell: (claim) => open("claim", claim.id, el("span", {}, Panel.sentence(claim))) },
        { id: "said", title: "How said", key: (claim) => claim.kind, cell: (claim) => Panel.kindTag(claim.kind) },
        { id: "where", title: "First passage", key: firstWords, cell: (claim) => (claim.evidence.length ? Panel.shortOrigin(Panel.origin(claim.evidence[0])) : "") },
        { id: "sources", title: "Sources", count: true, key: (claim) => -claim.sources, cell: (claim) => number(claim.sources) },
      ],
    },
    together: {
      title: "Named together",
      rows: () => Case.data.claims.filter((claim) => !Case.stated(claim) && shows.pair(claim)),
      text: (claim) => `${Case.name(claim.from)} ${Case.name(claim.to)}`,
      columns: [
        { id: "pair", title: "Named in one sentence", key: (claim) => Case.name(claim.from), cell: (claim) => open("claim", claim.id, el("span", {}, Panel.sentence(claim))) },
        { id: "sentences", title: "Sentences", count: true, key: (claim) => -passageCount(claim), cell: (claim) => number(passageCount(claim)) },
      ],
    },
  };

  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));

  function table({ columns, rows, text }) {
    const query = Case.fold(needle);
    let found = rows();
    if (query) found = found.filter((row) => Case.fold(text(row)).includes(query));
    const column = columns.find((one) => one.id === sortBy);
    if (column) found = [...found].sort((a, b) => (upward ? 1 : -1) * compare(column.key(a), column.key(b)));
    const body = el("tbody");
    const more = el("button", { type: "button", class: "quiet more" });
    let shown = 0;
    const grow = () => {
      body.append(...found.slice(shown, shown + STEP).map((row) => el("tr", {}, columns.map((one, place) =>
        el(place ? "td" : "th", { class: one.count ? "count" : null, scope: place ? null : "row" }, one.cell(row))))));
      shown = Math.min(found.length, shown + STEP);
      more.hidden = shown >= found.length;
      more.textContent = `Show more: ${number(found.length - shown)} left`;
    };
    more.addEventListener("click", grow);
    grow();
    if (!found.length) return [el("p", { class: "none" }, "Nothing here fits the filters. Reset them to see everything.")];
    const head = columns.map((one) => el("th", { scope: "col", class: one.count ? "count" : null,
      "aria-sort": one.id === sortBy ? (upward ? "ascending" : "descending") : "none" },
    el("button", { type: "button", on: { click: () => sort(one.id) } }, one.title,
      el("span", { class: "arrow", "aria-hidden": "true" }, one.id === sortBy ? (upward ? " ↓" : " ↑") : ""))));
    return [el("div", { class: "table" }, el("table", {}, el("thead", {}, el("tr", {}, head)), body)), more];
  }

  function sort(id) {
    upward = sortBy === id ? !upward : true;
    sortBy = id;
    draw();
    const button = view.querySelector("th[aria-sort=ascending] button, th[aria-sort=descending] button");
    if (button) button.focus();
  }

  const holder = el("div", { class: "list-body" });
  const choices = el("div", { class: "segments", role: "group", "aria-label": "Which list" });
  const sieve = el("input", { type: "search", dir: "auto", placeholder: "Narrow this list", "aria-label": "Narrow this list",
    on: { input: () => { needle = sieve.value; draw(); } } });

  function draw() {
    if (view.hidden) return;
    const sizes = Object.entries(TABLES).map(([id, one]) => [id, one, one.rows().length]);
    choices.replaceChildren(...sizes.filter(([id, , size]) => size || id !== "together").map(([id, one, size]) =>
      el("button", { type: "button", "aria-pressed": String(id === tab), data: { list: id },
        on: { click: () => { tab = id; sortBy = ""; draw(); choices.querySelector("[aria-pressed=true]").focus(); } } },
      one.title, el("span", { class: "count" }, number(size)))));
    if (!choices.querySelector("[aria-pressed=true]")) {
      tab = "entities";
      choices.firstChild.setAttribute("aria-pressed", "true");
    }
    holder.replaceChildren(...table(TABLES[tab]));
  }

  /* `visible` says which entities, claims and pairs pass the filters. */
  function start(actions, visible) {
    act = actions;
    shows = visible;
    view.append(el("div", { class: "list-head" }, choices, sieve), holder);
  }

  return { view, start, draw };
})();
