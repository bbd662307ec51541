/* The drawing: what the server sends, with its positions, coloured by the reader's theme.

   The address says what is drawn, so every state of the drawing can be kept and sent on. A name
   that stands somewhere stays there when others are added. */

const SLUGS = ["person", "org", "norp", "gpe", "loc", "fac", "event", "other", "value"];
const KINDS = ["stated", "alleged", "planned", "hypothetical", "denied"];
const LABEL_WIDTH = 150;
const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);
const container = byId("canvas");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const stands = new Map();
let drawn = { nodes: [], edges: [], beyond: {}, roots: [] };
let nodes = null;
let lines = null;
let network = null;
let ink = {};
let steps = 0;

const asked = () => new URLSearchParams(window.location.search);
const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "click") made.addEventListener("click", value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

const own = (text) => el("bdi", { dir: "auto" }, text);
const entityLink = (one) => el("a", { class: "name", href: `/entity/${encodeURIComponent(one.id)}` }, own(one.name));

function theme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  ink = { paper: read("paper"), surface: read("surface"), text: read("ink"), muted: read("muted"), accent: read("accent"),
    types: Object.fromEntries(SLUGS.map((slug) => [slug, read(`type-${slug}`)])),
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, read(`kind-${kind}`)])) };
}

const unchecked = (name) => new Set([...document.querySelectorAll(`.key input[name=${name}]:not(:checked)`)].map((box) => box.value));

function dressedNode(node, hiddenTypes) {
  const fill = ink.types[node.group] || ink.types.other;
  const root = drawn.roots.some((one) => one.id === node.id);
  const at = stands.get(node.id) || { x: node.x, y: node.y };
  const more = drawn.beyond[node.id] || 0;
  return {
    id: node.id, shape: node.shape, size: node.size, x: at.x, y: at.y,
    label: more ? `${node.label}  +${more}` : node.label,
    title: node.title || node.label,
    hidden: hiddenTypes.has(typeOf(node)),
    borderWidth: root ? 3 : 1,
    color: { background: fill, border: root ? ink.text : ink.paper, highlight: { background: fill, border: ink.text }, hover: { background: fill, border: ink.text } },
    font: { size: node.font.size, color: ink.text, strokeColor: ink.paper, strokeWidth: 4, vadjust: -2 },
    widthConstraint: { maximum: LABEL_WIDTH },
  };
}

function dressedLine(line, hiddenKinds) {
  const colour = ink.kinds[line.kind];
  return {
    id: line.id, from: line.from, to: line.to, dashes: line.dashes, arrows: line.arrows, smooth: line.smooth ? { ...line.smooth, roundness: line.smooth.roundness * 1.7 } : false,
    width: line.width, title: line.title, label: line.claims > 1 ? `${line.label} (${line.claims})` : line.label,
    ...(line.selfReference ? { selfReference: line.selfReference } : {}),
    hidden: hiddenKinds.has(line.kind),
    color: { color: colour, highlight: colour, hover: colour },
    font: { size: 12, color: colour, background: ink.paper, strokeWidth: 0 },
  };
}

const types = new Map();
const typeOf = (node) => types.get(node.id) || "";

function paint() {
  theme();
  const hiddenTypes = unchecked("type");
  const hiddenKinds = unchecked("kind");
  const wantedNodes = drawn.nodes.map((node) => dressedNode(node, hiddenTypes));
  const wantedLines = drawn.edges.map((line) => dressedLine(line, hiddenKinds));
  const keepNodes = new Set(wantedNodes.map((node) => node.id));
  const keepLines = new Set(wantedLines.map((line) => line.id));
  lines.remove(lines.getIds().filter((id) => !keepLines.has(id)));
  nodes.remove(nodes.getIds().filter((id) => !keepNodes.has(id)));
  nodes.update(wantedNodes);
  lines.update(wantedLines);
  const shown = wantedNodes.filter((node) => !node.hidden).length;
  const beyond = drawn.left_out ? `, ${plural(drawn.left_out, "line")} leading further` : "";
  byId("tally").textContent = `${plural(shown, "name")}, ${plural(wantedLines.filter((line) => !line.hidden).length, "line")}${beyond}`;
  listed();
}

function listed() {
  byId("as-list").replaceChildren(...drawn.edges.slice(0, 400).map((line) =>
    el("li", {}, el("a", { href: `/claim/${encodeURIComponent(line.claim)}` }, own(line.title)))));
}

async function get(address) {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error ? told.error.message : String(answer.status));
  return told;
}

async function load({ fit = false } = {}) {
  let told = null;
  try {
    told = await get(`${byId("stage").dataset.address}?${asked()}`);
  } catch (error) {
    byId("tally").textContent = error.message;
    return;
  }
  remember();
  if (asked().get("relax")) stands.clear();
  drawn = told;
  for (const node of told.nodes) {
    types.set(node.id, node.kind || "");
    if (!stands.has(node.id)) stands.set(node.id, { x: node.x, y: node.y });
  }
  paint();
  byId("back").disabled = steps === 0;
  if (fit) network.fit({ animation: false, maxZoomLevel: 1.1 });
}

function remember() {
  if (!network) return;
  for (const [id, at] of Object.entries(network.getPositions())) stands.set(id, at);
}

function go(change, options) {
  const next = asked();
  change(next);
  window.history.pushState(null, "", `${window.location.pathname}?${next}`);
  steps += 1;
  return load(options);
}

function expand(id) {
  if (asked().getAll("open").includes(id)) {
    return go((next) => {
      const kept = next.getAll("open").filter((one) => one !== id);
      next.delete("open");
      kept.forEach((one) => next.append("open", one));
    });
  }
  return go((next) => {
    if (!next.getAll("id").length) drawn.roots.forEach((one) => next.append("id", one.id));
    next.append("open", id);
  });
}

const hide = (id) => go((next) => next.append("hide", id));
const centre = (id) => { stands.clear(); return go((next) => { for (const name of ["id", "open", "hide"]) next.delete(name); next.append("id", id); }, { fit: true }); };

function claimItem(claim) {
  const quote = claim.quotes.length ? claim.quotes[0].pieces.map((piece) => piece.text).join("") : "";
  const words = [entityLink(claim.subject), ` ${claim.relation} `];
  if (claim.role) words.push(`as ${claim.role} `);
  if (claim.value) words.push(el("b", { dir: "auto" }, claim.value), " ");
  if (claim.object) words.push(entityLink(claim.object));
  if (claim.when_words) words.push(el("span", { class: "muted" }, ` · ${claim.when_words}`));
  return el("li", {}, el("span", {}, ...words),
    claim.kind === "stated" ? null : el("span", { class: `tag kind-${claim.kind}` }, claim.kind),
    el("a", { class: "quote-link", href: `/claim/${encodeURIComponent(claim.id)}` }, el("q", { dir: "auto" }, quote)),
    el("span", { class: "muted small" }, plural(claim.independent_sources, "independent source")));
}

async function showEntity(id) {
  const page = await get(`/api/entity/${encodeURIComponent(id)}`);
  const { entity } = page;
  const opened = asked().getAll("open").includes(id);
  const claims = page.groups.flatMap((group) => group.topics.flatMap((topic) => [...topic.affirmed, ...topic.denied]));
  byId("details").replaceChildren(
    el("h2", {}, own(entity.name)),
    el("p", { class: "muted" }, `${plural(entity.claims, "claim")}, ${plural(entity.documents, "document")}`),
    el("div", { class: "actions" },
      el("a", { class: "button", href: `/entity/${encodeURIComponent(id)}` }, "Open"),
      el("button", { class: "button", type: "button", id: "expand", click: () => expand(id).then(() => showEntity(id)) }, opened ? "Collapse" : "Expand"),
      el("button", { class: "button", type: "button", click: () => hide(id) }, "Hide"),
      el("button", { class: "button", type: "button", click: () => centre(id) }, "Begin here")),
    el("ul", { class: "claims" }, ...claims.slice(0, 12).map(claimItem)));
}

async function showLine(id) {
  const line = drawn.edges.find((one) => one.id === id);
  if (!line) return;
  const page = await get(`/api/claim/${encodeURIComponent(line.claim)}`);
  const first = page.passages[0];
  const rest = [...page.against, ...page.beside];
  const claim = { ...page.claim, quotes: [first] };
  byId("details").replaceChildren(
    el("p", { class: "muted" }, line.claims === 1 ? "1 claim" : `${line.claims} claims of this kind`, `, ${plural(line.sources, "independent source")}`),
    el("ul", { class: "claims" }, claimItem(claim)),
    el("p", { class: "muted small" }, first.voices.map((voice) => voice.name).join(" › "), ` · ${first.document.title}`,
      first.document.published_words ? `, ${first.document.published_words}` : ""),
    el("div", { class: "actions" }, el("a", { class: "button", href: `/claim/${encodeURIComponent(line.claim)}` }, "All passages")),
    rest.length ? el("p", { class: "muted" }, "Beside it") : "",
    el("ul", { class: "claims" }, ...rest.slice(0, 8).map(claimItem)));
}

const failed = (error) => { byId("tally").textContent = error.message; };

/* --- saving ------------------------------------------------------------------------------------ */

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function savePng() {
  const picture = container.querySelector("canvas");
  const sheet = document.createElement("canvas");
  sheet.width = picture.width;
  sheet.height = picture.height;
  const pen = sheet.getContext("2d");
  pen.fillStyle = ink.paper;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(picture, 0, 0);
  sheet.toBlob((blob) => save(blob, "network.png"));
}

function mark(tag, properties, text = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) made.setAttribute(name, String(value));
  if (text) made.textContent = text;
  return made;
}

function saveSvg() {
  const at = network.getPositions();
  const shown = drawn.nodes.filter((node) => at[node.id]);
  const xs = shown.map((node) => at[node.id].x);
  const ys = shown.map((node) => at[node.id].y);
  const [left, top] = [Math.min(...xs) - 120, Math.min(...ys) - 80];
  const [width, height] = [Math.max(...xs) - left + 120, Math.max(...ys) - top + 100];
  const sheet = mark("svg", { xmlns: SVG, viewBox: `${left} ${top} ${width} ${height}`, "font-family": "sans-serif" });
  sheet.append(mark("rect", { x: left, y: top, width, height, fill: ink.paper }));
  for (const line of drawn.edges) {
    const [one, other] = [at[line.from], at[line.to]];
    if (!one || !other) continue;
    const stroke = mark("line", { x1: one.x, y1: one.y, x2: other.x, y2: other.y, stroke: ink.kinds[line.kind], "stroke-width": line.width,
      "stroke-dasharray": line.dashes ? line.dashes.join(" ") : "none" });
    stroke.append(mark("title", {}, line.title));
    sheet.append(stroke, mark("text", { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, "font-size": 11, "text-anchor": "middle", fill: ink.kinds[line.kind] }, line.label));
  }
  for (const node of shown) {
    const { x, y } = at[node.id];
    sheet.append(mark("circle", { cx: x, cy: y, r: node.size || 8, fill: ink.types[node.group] || ink.types.other }),
      mark("text", { x, y: y + (node.size || 8) + 15, "font-size": node.font.size, "text-anchor": "middle", fill: ink.text }, node.label));
  }
  save(new Blob([new XMLSerializer().serializeToString(sheet)], { type: "image/svg+xml" }), "network.svg");
}

/* --- beginning ---------------------------------------------------------------------------------- */

function keyboard(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (moves[event.key]) {
    const at = network.getViewPosition();
    const reach = 90 / network.getScale();
    network.moveTo({ position: { x: at.x + moves[event.key][0] * reach, y: at.y + moves[event.key][1] * reach } });
  } else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") network.fit({ animation: false });
  else return;
  event.preventDefault();
}

const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: calm.matches ? false : { duration: 150, easingFunction: "easeOutQuad" } });

async function begin() {
  nodes = new vis.DataSet();
  lines = new vis.DataSet();
  theme();
  network = new vis.Network(container, { nodes, edges: lines }, {
    physics: { enabled: false }, layout: { improvedLayout: false },
    interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 250, keyboard: false },
  });
  network.on("click", (event) => {
    if (event.nodes.length) showEntity(event.nodes[0]).catch(failed);
    else if (event.edges.length) showLine(event.edges[0]).catch(failed);
  });
  network.on("doubleClick", (event) => { if (event.nodes.length) expand(event.nodes[0]).catch(failed); });
  network.on("dragEnd", remember);
  for (const event of ["hoverNode", "hoverEdge"]) network.on(event, () => container.classList.add("pointing"));
  for (const event of ["blurNode", "blurEdge"]) network.on(event, () => container.classList.remove("pointing"));
  container.addEventListener("keydown", keyboard);
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("fit").addEventListener("click", () => network.fit({ animation: false }));
  byId("back").addEventListener("click", () => { steps -= 1; window.history.back(); });
  byId("relax").addEventListener("click", () => go((next) => {
    const on = next.get("relax");
    if (on) next.delete("relax");
    else next.set("relax", "true");
    byId("relax").setAttribute("aria-pressed", String(!on));
    stands.clear();
  }, { fit: true }));
  byId("save-png").addEventListener("click", savePng);
  byId("save-svg").addEventListener("click", saveSvg);
  for (const box of document.querySelectorAll(".key input")) box.addEventListener("change", paint);
  window.addEventListener("popstate", () => load());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  await load({ fit: true });
  /* For scripts that drive the page: where a name or a line stands in the window, in CSS pixels. */
  window.whence = Object.freeze({
    ready: true,
    nodes: () => nodes.getIds(),
    lines: () => lines.getIds(),
    nodeAt: (id) => place(network.getPositions([id])[id]),
    lineAt: (id) => {
      const line = lines.get(id);
      const at = network.getPositions([line.from, line.to]);
      return place({ x: (at[line.from].x + at[line.to].x) / 2, y: (at[line.from].y + at[line.to].y) / 2 });
    },
  });
}

function place(at) {
  const spot = network.canvasToDOM(at);
  const frame = container.getBoundingClientRect();
  return { x: frame.left + spot.x, y: frame.top + spot.y };
}

if (container) begin();
