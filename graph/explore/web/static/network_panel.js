/* Beside the drawing: what is known of the name or line that was clicked. */

import { byId, el, entityLink, get, own, plural, post } from "./network_parts.js";

function claimItem(claim) {
  const quote = claim.quotes.length ? claim.quotes[0].pieces.map((piece) => piece.text).join("") : "";
  const words = [entityLink(claim.subject), ` ${claim.relation} `];
  if (claim.value) words.push(el("b", { dir: "auto" }, claim.value), claim.object ? ", " : "");
  if (claim.object) words.push(entityLink(claim.object));
  if (claim.role) words.push(` as ${claim.role}`);
  if (claim.when_words) words.push(el("span", { class: "muted" }, ` · ${claim.when_words}`));
  return el("li", {}, el("span", {}, ...words),
    claim.kind === "stated" ? null : " ", claim.kind === "stated" ? null : el("span", { class: `tag kind-${claim.kind}` }, claim.kind),
    el("a", { class: "quote-link", href: `/claim/${encodeURIComponent(claim.id)}` }, el("q", { dir: "auto" }, quote)),
    el("span", { class: "muted small" }, plural(claim.independent_sources, "independent source")));
}

const button = (words, click, more = {}) => el("button", { class: "button", type: "button", click, ...more }, words);

function notesBox(id, held, again) {
  const box = el("textarea", { id: "note", rows: 2, maxlength: 4000, dir: "auto" });
  const write = async () => {
    if (!box.value.trim()) return box.focus();
    await post("/api/network/note", { id, text: box.value.trim() });
    return again();
  };
  return el("details", { class: "notes", open: held.length > 0 }, el("summary", {}, held.length ? plural(held.length, "note") : "Notes"),
    el("ul", {}, ...held.map((note) => el("li", {}, own(note.text), el("span", { class: "muted small" }, ` ${note.by}, ${note.at.slice(0, 10)} `),
      button("Take back", () => post("/api/network/take-back", { id: note.id }).then(again).catch(told))))),
    el("div", { class: "field" }, el("label", { for: "note" }, "A note on this name"), box),
    button("Write", () => write().catch(told), { id: "write-note" }));
}

const told = (error) => { byId("tally").textContent = error.message; };

/* `can` holds what can be done with a name in this drawing; what is missing is not offered. */
export async function showEntity(id, can, notes) {
  const page = await get(`/api/entity/${encodeURIComponent(id)}`);
  const { entity } = page;
  const claims = page.groups.flatMap((group) => group.topics.flatMap((topic) => [...topic.affirmed, ...topic.denied]));
  byId("details").replaceChildren(
    el("h2", {}, own(entity.name)),
    el("p", { class: "muted" }, `${plural(entity.claims, "claim")}, ${plural(entity.documents, "document")}`),
    el("div", { class: "actions" },
      el("a", { class: "button", href: `/entity/${encodeURIComponent(id)}` }, "Open"),
      ...can.map(({ words, run, key }) => button(words, run, key ? { id: key } : {}))),
    el("ul", { class: "claims" }, ...claims.slice(0, 12).map(claimItem)),
    notesBox(id, notes.held, notes.again));
}

export async function showLine(line) {
  const page = await get(`/api/claim/${encodeURIComponent(line.claim)}`);
  const first = page.passages[0];
  const rest = [...page.against, ...page.beside];
  byId("details").replaceChildren(
    el("p", { class: "muted" }, line.claims === 1 ? "1 claim" : `${line.claims} claims of this kind`, `, ${plural(line.sources, "independent source")}`),
    el("ul", { class: "claims" }, claimItem({ ...page.claim, quotes: [first] })),
    el("p", { class: "muted small" }, first.voices.map((voice) => voice.name).join(" › "), ` · ${first.document.title}`,
      first.document.published_words ? `, ${first.document.published_words}` : ""),
    el("div", { class: "actions" }, el("a", { class: "button", href: `/claim/${encodeURIComponent(line.claim)}` }, "All passages")),
    rest.length ? el("p", { class: "muted" }, "Beside it") : "",
    el("ul", { class: "claims" }, ...rest.slice(0, 8).map(claimItem)));
}

export function showBetween(line) {
  byId("details").replaceChildren(el("p", {}, own(line.title), "."),
    el("p", { class: "muted" }, `At most ${plural(line.sources, "independent source")} for one of them. Open the group to see them one by one.`));
}

export function showGroup(group, close) {
  byId("details").replaceChildren(
    el("h2", {}, `Group of ${plural(group.names, "name")}`),
    el("p", { class: "muted" }, `${plural(group.claims, "claim")} among them. Best known:`),
    el("ul", {}, ...group.best.map((one) => el("li", {}, entityLink(one)))),
    close ? el("div", { class: "actions" }, button("Close the group", close, { id: "close-group" })) : "");
}

