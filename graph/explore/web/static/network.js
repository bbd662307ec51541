/* The drawing: what the server sends, with its positions, coloured by the reader's theme.

   The address says what is drawn, so every state of the drawing can be kept and sent on. A name
   that stands somewhere stays there when others are added. */

import { dressedLine, dressedNode, landmarks, theme } from "./network_dress.js";
import { showBetween, showEntity, showGroup, showLine } from "./network_panel.js";
import { byId, el, failed, get, own, plural, post } from "./network_parts.js";
import { savePng, saveSvg } from "./network_save.js";
import { beginTime } from "./network_time.js";

const FILTERS = ["predicate", "speaker", "document", "sources", "score", "depth", "limit"];
const LISTED = 400;
const CROWDED = 80; /* lines, from which on words on them would hide more than they say */
const container = byId("canvas");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const stands = new Map();
const moved = new Set();
let drawn = { nodes: [], edges: [], beyond: {}, roots: [], groups: [], groups_of: {}, notes: {}, show: "near" };
let nodes = null;
let lines = null;
let network = null;
let time = null;
let steps = 0;
let asking = 0;

const asked = () => new URLSearchParams(window.location.search);
const far = () => byId("stage").dataset.show === "all";
const unchecked = (name) => new Set([...document.querySelectorAll(`.key input[name=${name}]:not(:checked)`)].map((box) => box.value));
const pinned = () => new Map(asked().getAll("pin").map((pin) => [pin.slice(0, pin.lastIndexOf("~", pin.lastIndexOf("~") - 1)), pin]));

/* --- drawing ------------------------------------------------------------------------------------ */

function dressed() {
  theme();
  const [hiddenTypes, hiddenKinds, pins] = [unchecked("type"), unchecked("kind"), pinned()];
  const roots = new Set(drawn.roots.map((one) => one.id));
  const crowded = drawn.edges.length > CROWDED && drawn.edges.length > 2 * drawn.nodes.length;
  const written = far() ? landmarks(drawn.nodes, { width: container.clientWidth, height: container.clientHeight }) : new Map();
  return {
    nodes: drawn.nodes.map((node) => dressedNode(node, {
      at: stands.get(node.id) || node, root: roots.has(node.id), more: drawn.beyond[node.id] || 0, hidden: hiddenTypes.has(node.kind),
      pinned: pins.has(node.id), noted: Boolean(drawn.notes[node.id]), far: far(),
      written: written.get(node.id) })),
    lines: drawn.edges.map((line) => dressedLine(line, { hidden: hiddenKinds.has(line.kind), far: far(), crowded })),
  };
}

function paint() {
  const wanted = dressed();
  const keepNodes = new Set(wanted.nodes.map((node) => node.id));
  const keepLines = new Set(wanted.lines.map((line) => line.id));
  lines.remove(lines.getIds().filter((id) => !keepLines.has(id)));
  nodes.remove(nodes.getIds().filter((id) => !keepNodes.has(id)));
  nodes.update(wanted.nodes);
  lines.update(wanted.lines);
  tell(wanted);
}

function tell(wanted) {
  const groups = drawn.groups.filter((one) => !one.opened).length;
  const names = wanted.nodes.filter((node) => !node.hidden).length - groups;
  const parts = [groups ? plural(groups, "group") : "", names || !groups ? plural(names, "name") : "", plural(wanted.lines.filter((line) => !line.hidden).length, "line")];
  const more = { near: "leading further", groups: "between groups thinner than these", all: "" }[drawn.show];
  if (drawn.left_out && more) parts.push(`${plural(drawn.left_out, "line")} ${more}`);
  if (drawn.names_left_out) parts.push(`${plural(drawn.names_left_out, "name")} less well known left out`);
  if (drawn.lines_left_out) parts.push(`${plural(drawn.lines_left_out, "line")} less well supported left out`);
  byId("tally").textContent = parts.filter(Boolean).join(", ");
  legend("kind", drawn.edges);
  legend("type", drawn.nodes);
  byId("as-list").replaceChildren(...drawn.edges.slice(0, LISTED).map((line) => el("li", {}, line.claim
    ? el("a", { href: `/claim/${encodeURIComponent(line.claim)}` }, own(line.title || line.label)) : own(line.title))));
}

/* Names reached from one that was moved stand round where it is now. */
function follow(fresh, id) {
  const parent = fresh.find((node) => node.id === id);
  if (!parent) return;
  const [x, y] = [stands.get(id).x - parent.x, stands.get(id).y - parent.y];
  for (const node of fresh) if (!stands.has(node.id)) stands.set(node.id, { x: node.x + x, y: node.y + y });
}

/* The key counts what is drawn now, hidden or not, and names no more than that. */
function legend(name, things) {
  const counts = new Map();
  for (const { kind } of things) counts.set(kind, (counts.get(kind) || 0) + 1);
  for (const box of document.querySelectorAll(`.key input[name=${name}]`)) {
    const many = counts.get(box.value) || 0;
    box.closest("li").hidden = !many;
    box.closest("li").querySelector(".count").textContent = many.toLocaleString("en-GB");
  }
}

async function load({ fit = false, still = false, beside = null } = {}) {
  const mine = (asking += 1);
  let told = null;
  try {
    told = await get(far() ? "/api/whole" : `/api/network?${asked()}`);
  } catch (error) {
    failed(error);
    return;
  }
  if (mine !== asking) return;
  remember();
  if (asked().get("relax") && !still) stands.clear();
  drawn = { ...drawn, beyond: {}, groups: [], groups_of: {}, notes: {}, names_left_out: 0, lines_left_out: 0, ...told, show: told.show || "all" };
  const pins = pinned();
  if (beside && stands.has(beside)) follow(told.nodes, beside);
  for (const node of told.nodes) if (!stands.has(node.id) || pins.has(node.id)) stands.set(node.id, { x: node.x, y: node.y });
  if (far()) {
    const wanted = dressed();
    nodes.add(wanted.nodes);
    lines.add(wanted.lines);
    network.setData({ nodes, edges: lines });
    tell(wanted);
  } else paint();
  byId("back").disabled = steps === 0;
  if (time) time.set(asked());
  if (fit) network.fit({ animation: false, maxZoomLevel: 1.1, minZoomLevel: 0.001 });
}

function remember() {
  if (!network || far()) return;
  for (const [id, at] of Object.entries(network.getPositions())) stands.set(id, at);
}

/* --- changing what is drawn ----------------------------------------------------------------------- */

function address(change) {
  const next = asked();
  change(next);
  return `${window.location.pathname}?${next}`;
}

function go(change, options) {
  window.history.pushState(null, "", address(change));
  steps += 1;
  return load(options);
}

function without(next, name, gone) {
  const kept = next.getAll(name).filter((one) => !gone(one));
  next.delete(name);
  kept.forEach((one) => next.append(name, one));
}

const grounded = (next) => { if (!next.getAll("id").length) drawn.roots.forEach((one) => next.append("id", one.id)); };
const isOpen = (id) => asked().getAll("open").includes(id);
const expand = (id) => go((next) => {
  if (isOpen(id)) without(next, "open", (one) => one === id);
  else { grounded(next); next.append("open", id); }
}, { beside: id });
const hide = (id) => go((next) => next.append("hide", id));
const startAt = (id) => `/network?id=${encodeURIComponent(id)}`;

function pin(id) {
  const at = network.getPositions([id])[id];
  return go((next) => {
    const held = pinned().has(id);
    without(next, "pin", (one) => one.startsWith(`${id}~`));
    if (!held) next.append("pin", `${id}~${Math.round(at.x)}~${Math.round(at.y)}`);
  }).then(() => select(id));
}

function openGroup(id) {
  const key = id.slice("group:".length);
  const node = drawn.nodes.find((one) => one.id === id);
  const group = drawn.groups.find((one) => one.id === key);
  return go((next) => { next.set("show", "groups"); next.append("group", key); }).then(() => {
    const room = Math.min(container.clientWidth, container.clientHeight);
    network.moveTo({ position: { x: node.x, y: node.y }, scale: room / (2.25 * node.size), animation: calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
    showGroup(group, () => closeGroup(key));
  });
}

function closeGroup(key) {
  return go((next) => without(next, "group", (one) => one === key), { fit: true }).then(() => byId("canvas").focus());
}

function select(id) {
  const can = [];
  if (drawn.show === "near") {
    can.push({ words: isOpen(id) ? "Collapse" : "Expand", key: "expand", run: () => expand(id).then(() => select(id)).catch(failed) },
      { words: "Hide", key: "hide", run: () => hide(id) },
      { words: pinned().has(id) ? "Unpin" : "Pin", key: "pin", run: () => pin(id).catch(failed) });
  }
  if (drawn.groups_of[id]) can.push({ words: "Close its group", key: "close-group", run: () => closeGroup(drawn.groups_of[id]) });
  can.push({ words: "Begin here", run: () => window.location.assign(startAt(id)) });
  const again = () => load().then(() => select(id));
  return showEntity(id, can, { held: drawn.notes[id] || [], again });
}

function clicked(event) {
  const [node] = event.nodes;
  if (node !== undefined) return String(node).startsWith("group:") ? openGroup(node) : select(node);
  const line = event.edges.length ? drawn.edges.find((one) => one.id === event.edges[0]) : null;
  if (!line) return null;
  return line.claim ? showLine(line) : showBetween(line);
}

/* --- filters, kept views --------------------------------------------------------------------------- */

function filtered(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  go((next) => {
    for (const name of FILTERS) {
      next.delete(name);
      const value = String(form.get(name) || "");
      const field = event.target.elements[name];
      if (value && !(field && value === field.dataset.usual)) next.set(name, value);
    }
  }).catch(failed);
}

function years(first, last, still) {
  const change = (next) => {
    for (const [name, value] of [["first", first], ["last", last]]) if (value) next.set(name, value); else next.delete(name);
  };
  if (!still) return go(change);
  window.history.replaceState(null, "", address(change));
  return load({ still: true });
}

/* A view is kept with the names where the reader has put them. */
function addressToKeep() {
  const at = network.getPositions([...moved].filter((id) => nodes.get(id)));
  return address((next) => {
    for (const [id, { x, y }] of Object.entries(at)) {
      without(next, "pin", (one) => one.startsWith(`${id}~`));
      next.append("pin", `${id}~${Math.round(x)}~${Math.round(y)}`);
    }
  });
}

async function listKept() {
  const { views } = await get("/api/network/kept");
  byId("kept").replaceChildren(...views.map((view) => el("li", {}, el("a", { href: view.address }, own(view.text)),
    el("span", { class: "muted small" }, ` ${view.by}, ${view.at.slice(0, 10)} `),
    el("button", { class: "button", type: "button", "aria-label": `Take back ${view.text}`, click: () => post("/api/network/take-back", { id: view.id }).then(listKept).catch(failed) }, "Take back"))));
}

async function keep(event) {
  event.preventDefault();
  const name = byId("keep-name");
  if (!name.value.trim()) return name.focus();
  await post("/api/network/keep", { name: name.value.trim(), address: addressToKeep() });
  name.value = "";
  return listKept();
}

/* --- moving ---------------------------------------------------------------------------------------- */

const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: calm.matches || far() ? false : { duration: 150, easingFunction: "easeOutQuad" } });
const fitted = () => network.fit({ animation: false, minZoomLevel: 0.001 });

function keyboard(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (moves[event.key]) {
    const at = network.getViewPosition();
    const reach = 90 / network.getScale();
    network.moveTo({ position: { x: at.x + moves[event.key][0] * reach, y: at.y + moves[event.key][1] * reach } });
  } else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fitted();
  else return;
  event.preventDefault();
}

function relax() {
  const on = asked().get("relax");
  byId("relax").setAttribute("aria-pressed", String(!on));
  stands.clear();
  moved.clear();
  return go((next) => { if (on) next.delete("relax"); else next.set("relax", "true"); }, { fit: true });
}

function place(at) {
  const spot = network.canvasToDOM(at);
  const frame = container.getBoundingClientRect();
  return { x: frame.left + spot.x, y: frame.top + spot.y };
}

function tools() {
  const does = {
    "zoom-in": () => zoom(1.3), "zoom-out": () => zoom(1 / 1.3), fit: fitted, back: () => { steps -= 1; window.history.back(); },
    relax: () => relax().catch(failed), "save-png": () => savePng(container),
    "save-svg": () => saveSvg({ nodes: drawn.nodes, lines: drawn.edges, at: network.getPositions() }),
    "save-page": () => { window.location.assign(`/network/page?${asked()}`); },
  };
  for (const [id, does_] of Object.entries(does)) if (byId(id)) byId(id).addEventListener("click", does_);
  for (const box of document.querySelectorAll(".key input")) box.addEventListener("change", paint);
  byId("filters").addEventListener("submit", filtered);
  byId("keep").addEventListener("submit", (event) => keep(event).catch(failed));
  byId("kept-box").addEventListener("toggle", (event) => { if (event.target.open) listKept().catch(failed); });
  container.addEventListener("keydown", keyboard);
  window.addEventListener("popstate", () => load());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

async function begin() {
  nodes = new vis.DataSet();
  lines = new vis.DataSet();
  theme();
  network = new vis.Network(container, far() ? {} : { nodes, edges: lines }, {
    physics: { enabled: false }, layout: { improvedLayout: false },
    nodes: { scaling: { label: { drawThreshold: far() ? 7 : 4, maxVisible: 17 } } },
    interaction: { hover: !far(), hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 250, keyboard: false,
      hideEdgesOnDrag: far(), hideEdgesOnZoom: far() },
  });
  network.on("click", (event) => { Promise.resolve(clicked(event)).catch(failed); });
  network.on("doubleClick", (event) => { if (drawn.show === "near" && event.nodes.length) expand(event.nodes[0]).catch(failed); });
  network.on("dragEnd", (event) => { event.nodes.forEach((id) => moved.add(id)); remember(); });
  for (const event of ["hoverNode", "hoverEdge"]) network.on(event, () => container.classList.add("pointing"));
  for (const event of ["blurNode", "blurEdge"]) network.on(event, () => container.classList.remove("pointing"));
  tools();
  time = beginTime(years);
  await load({ fit: true });
  await new Promise((done) => { network.once("afterDrawing", done); network.redraw(); });
  /* For scripts that drive the page: where a name or a line stands in the window, in CSS pixels. */
  window.whence = Object.freeze({
    ready: true,
    drawnAfter: performance.now(),
    nodes: () => nodes.getIds(),
    lines: () => lines.getIds(),
    placeOf: (id) => network.getPositions([id])[id],
    nodeAt: (id) => place(network.getPositions([id])[id]),
    lineAt: (id) => {
      const line = lines.get(id);
      const at = network.getPositions([line.from, line.to]);
      return place({ x: (at[line.from].x + at[line.to].x) / 2, y: (at[line.from].y + at[line.to].y) / 2 });
    },
    look: (id, scale = 1) => {
      const { from, to } = lines.get(id);
      const at = network.getPositions([from, to]);
      network.moveTo({ position: { x: (at[from].x + at[to].x) / 2, y: (at[from].y + at[to].y) / 2 }, scale });
    },
  });
}

if (container) begin();
