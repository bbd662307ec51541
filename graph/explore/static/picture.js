"use strict";
/* The drawing: vis-network with positions computed beforehand, coloured by the reader's theme. */

const Picture = (() => {
  const FAINT = 0.13;
  const LABEL_WIDTH = 150;
  const NEIGHBOURS_DRAWN = 80;
  const POINT = 1.4;
  const VALUE_SIZE = 13;
  const LANDMARK_WIDTH = 96;
  const { data } = Case;
  const container = Dom.byId("canvas");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const slugOf = new Map(data.nodes.map((node) => [node.id, node.group]));
  const nodeById = new Map(data.nodes.map((node) => [node.id, node]));
  const lineById = new Map(data.lines.map((line) => [line.id, line]));
  const drawnNodes = new Set();
  const drawnLines = new Set();
  const shownAs = new Map();
  const nodes = new vis.DataSet();
  const lines = new vis.DataSet();
  let network = null;
  let ink = {};
  let marked = null;
  let large = new Map();
  let speck = 0;
  let near = false;
  let later = 0;
  let aim = null;

  const theme = () => {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(`--${name}`).trim();
    const colours = { paper: read("paper"), surface: read("surface"), text: read("ink"), muted: read("muted"),
      accent: read("accent"), halo: read("halo"), types: {}, kinds: {} };
    for (const slug of ["person", "org", "norp", "gpe", "loc", "fac", "event", "other", "value"]) {
      colours.types[slug] = read(`type-${slug}`);
    }
    for (const kind of ["stated", "alleged", "planned", "hypothetical", "denied", "together"]) {
      colours.kinds[kind] = read(`kind-${kind}`);
    }
    return colours;
  };

  const faded = (colour, share) => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return `rgba(${red},${green},${blue},${share})`;
  };

  const level = (kind, id) => shownAs.get(`${kind} ${id}`) || "full";

  /* A value is a box where its words can be read and otherwise a small ring: never an empty box. */
  const boxed = (id) => large.has(id) || near;

  function nodeColour(slug) {
    const fill = ink.types[slug];
    if (slug === "value") {
      const edge = { background: ink.surface, border: fill };
      return { ...edge, highlight: { background: ink.surface, border: ink.accent }, hover: { background: ink.surface, border: ink.text } };
    }
    return { background: fill, border: ink.paper, highlight: { background: fill, border: ink.text },
      hover: { background: fill, border: ink.text } };
  }

  function dressedNode(node, level) {
    const faint = level === "faint";
    const text = node.group === "value" ? ink.muted : ink.text;
    const landmark = large.get(node.id);
    const mark = node.size ? { size: Math.max(node.size, landmark ? landmark.mark : speck) }
      : boxed(node.id) ? { shape: "box", label: node.label, title: node.title }
        : { shape: "dot", size: POINT * speck, label: " ", title: node.label };
    return {
      ...mark,
      id: node.id,
      hidden: level === "hidden",
      opacity: faint ? FAINT : 1,
      color: nodeColour(node.group),
      widthConstraint: { maximum: landmark ? landmark.width : LABEL_WIDTH },
      font: { size: landmark ? landmark.size : node.font.size, color: faint ? faded(text, 0.12) : text, strokeColor: ink.paper, vadjust: -2 - (landmark ? landmark.up : 0),
        strokeWidth: faint || node.group === "value" ? 0 : landmark ? landmark.size / 4 : 4 },
    };
  }

  function dressedLine(line, level) {
    const faint = level === "faint";
    const colour = ink.kinds[line.kind];
    return {
      id: line.id,
      hidden: level === "hidden",
      color: { color: colour, highlight: colour, hover: colour, opacity: faint ? FAINT : 1 },
      font: { color: faint ? faded(colour, 0.12) : colour, background: faint ? undefined : ink.paper, strokeWidth: 0 },
    };
  }

  const plainNode = ({ drawn, ...node }) => ({ ...node, ...dressedNode(node, level("node", node.id)),
    ...(node.group === "value" ? { scaling: { label: { drawThreshold: 5 } } } : {}) });
  const plainLine = ({ drawn, kind, ...line }) => ({ ...line, ...dressedLine({ kind, ...line }, level("line", line.id)) });

  /* Take nodes and lines into the drawing; returns how many of them are new. */
  function enlist(nodeIds, lineIds) {
    const newNodes = nodeIds.filter((id) => !drawnNodes.has(id));
    newNodes.forEach((id) => drawnNodes.add(id));
    const newLines = lineIds.filter((id) => {
      const line = lineById.get(id);
      return !drawnLines.has(id) && drawnNodes.has(line.from) && drawnNodes.has(line.to);
    });
    newLines.forEach((id) => drawnLines.add(id));
    return { nodes: newNodes, lines: newLines };
  }

  function put(fresh) {
    nodes.add(fresh.nodes.map((id) => plainNode(nodeById.get(id))));
    lines.add(fresh.lines.map((id) => plainLine(lineById.get(id))));
  }

  function options() {
    const many = drawnLines.size > 1200;
    return {
      ...data.options,
      autoResize: true,
      nodes: {
        borderWidth: 1.5,
        borderWidthSelected: 4,
        labelHighlightBold: false,
        font: { face: getComputedStyle(document.body).fontFamily, vadjust: -2 },
        margin: { top: 5, right: 8, bottom: 5, left: 8 },
        shapeProperties: { borderRadius: 4 },
        scaling: { label: { drawThreshold: 8 } },
      },
      edges: {
        arrowStrikethrough: false,
        arrows: { to: { scaleFactor: 0.65 } },
        color: { inherit: false },
        font: { size: 12, vadjust: 0, face: getComputedStyle(document.body).fontFamily, align: "horizontal" },
        hoverWidth: 1,
        selectionWidth: 1.2,
        labelHighlightBold: false,
        smooth: false,
        scaling: { label: { drawThreshold: 8 } },
      },
      interaction: { ...data.options.interaction, hideEdgesOnDrag: many, hideEdgesOnZoom: many },
    };
  }

  /* Draw as `rule()` says; `act` is told of clicks: entity(id), claim(id), focus(id), nothing(). */
  function start(act, rule) {
    ink = theme();
    const fresh = enlist(data.nodes.filter((node) => node.drawn).map((node) => node.id),
      data.lines.filter((line) => line.drawn).map((line) => line.id));
    const { node, line } = rule();
    fresh.nodes.forEach((id) => shownAs.set(`node ${id}`, node(nodeById.get(id))));
    fresh.lines.forEach((id) => shownAs.set(`line ${id}`, line(lineById.get(id))));
    put(fresh);
    network = new vis.Network(container, { nodes, edges: lines }, options());
    network.on("click", (event) => {
      const line = event.edges.find((id) => level("line", id) !== "hidden");
      if (event.nodes.length) act.entity(event.nodes[0]);
      else if (line !== undefined) act.claim(line);
      else act.nothing();
    });
    network.on("doubleClick", (event) => {
      if (event.nodes.length) act.focus(event.nodes[0]);
    });
    network.on("beforeDrawing", halo);
    network.on("animationFinished", () => { aim = null; });
    ["zoom", "dragEnd", "animationFinished", "resize"].forEach((event) => network.on(event, soon));
    const pointing = (on) => () => container.classList.toggle("pointing", on);
    ["hoverNode", "hoverEdge"].forEach((event) => network.on(event, pointing(true)));
    ["blurNode", "blurEdge"].forEach((event) => network.on(event, pointing(false)));
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      ink = theme();
      nodes.update([...drawnNodes].map((id) => dressedNode(nodeById.get(id), level("node", id))));
      lines.update([...drawnLines].map((id) => dressedLine(lineById.get(id), level("line", id))));
    });
    fit(false);
  }

  /* Show each node and line as `rule` says: "full", "faint" or "hidden". Only changes are sent. */
  function show(rule) {
    const changed = (kind, ids, items, wanted, dress) => ids.filter((id) => {
      const now = wanted(items.get(id));
      if (now === level(kind, id)) return false;
      shownAs.set(`${kind} ${id}`, now);
      return true;
    }).map((id) => dress(items.get(id), level(kind, id)));
    const nodeChanges = changed("node", [...drawnNodes], nodeById, rule.node, dressedNode);
    const lineChanges = changed("line", [...drawnLines], lineById, rule.line, dressedLine);
    if (nodeChanges.length) nodes.update(nodeChanges);
    if (lineChanges.length) lines.update(lineChanges);
    if (nodeChanges.length) soon();
  }

  /* Draw an entity with its claims and neighbours if the opening picture left them out. */
  function ensure(entityId) {
    const claims = Case.claimsOf(entityId);
    const around = claims.filter(Case.stated).map((claim) => Case.otherEnd(claim, entityId));
    put(enlist([entityId, ...around.slice(0, NEIGHBOURS_DRAWN)], claims.map((claim) => claim.id)));
  }

  function visibleNodes() {
    return [...drawnNodes].filter((id) => level("node", id) === "full");
  }

  /* Fit what is shown, labels included, into the part of the canvas that `cover` leaves free. */
  function fit(animate = true, cover = { right: 0, bottom: 0 }) {
    const ids = visibleNodes();
    if (!ids.length) return;
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      const { x, y } = network.getPosition(id);
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y - 30);
      box.bottom = Math.max(box.bottom, y + 70);
    }
    const room = { x: Math.max(80, container.clientWidth - cover.right - 24), y: Math.max(80, container.clientHeight - cover.bottom - 70) };
    /* Far out, labels are enlarged and as wide as they are near by: they need room in pixels. */
    const across = box.right - box.left;
    const broad = Math.min(room.x / (across + LABEL_WIDTH), Math.max(0, room.x - LANDMARK_WIDTH) / Math.max(1, across));
    const scale = Math.max(0.01, Math.min(1.25, broad, room.y / (box.bottom - box.top)));
    const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    go({ scale, position, offset: { x: -cover.right / 2, y: -cover.bottom / 2 } }, animate);
  }

  /* Enlarge the names that find room when the view is too wide for the others to be read. */
  function landmarks() {
    const frame = { width: container.clientWidth, height: container.clientHeight, scale: aim || network.getScale() };
    const places = data.nodes.filter((node) => drawnNodes.has(node.id) && level("node", node.id) === "full")
      .map((node) => ({ id: node.id, text: node.label, size: node.font.size, radius: node.size || 0, inside: !node.size,
        ...network.canvasToDOM(network.getPosition(node.id)) }));
    const before = large;
    const speckBefore = speck;
    const nearBefore = near;
    large = Landmarks.choose(places, frame);
    speck = Landmarks.speck(frame.scale);
    near = Landmarks.legible(VALUE_SIZE, frame.scale);
    const changed = speck !== speckBefore || near !== nearBefore ? [...drawnNodes]
      : [...new Set([...before.keys(), ...large.keys()])].filter((id) => {
        const [old, now] = [before.get(id), large.get(id)];
        return !old || !now || Math.abs(old.size - now.size) > 0.5 || Math.abs(old.up - now.up) > 0.5;
      });
    if (changed.length) nodes.update(changed.map((id) => dressedNode(nodeById.get(id), level("node", id))));
  }

  function soon() {
    if (!later) {
      later = window.setTimeout(() => {
        later = 0;
        landmarks();
      }, 90);
    }
  }

  /* Move the view: smoothly over short ways, at once over long ones. */
  function go(view, smooth = true) {
    const ratio = view.scale / network.getScale();
    const glide = smooth && !calm.matches && ratio < 1.8 && ratio > 0.55;
    aim = glide ? view.scale : null;
    network.moveTo({ ...view, animation: glide ? { duration: 300, easingFunction: "easeInOutQuad" } : false });
    landmarks();
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.02, network.getScale() * factor)), animation: false });
    landmarks();
  }

  function pan(right, down) {
    const at = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: at.x + (right * 80) / scale, y: at.y + (down * 80) / scale } });
    soon();
  }

  /* Bring a node or a line into the part of the canvas that `cover` leaves free. */
  function centre(kind, id, cover) {
    go({ position: kind === "node" ? network.getPosition(id) : middle(id), scale: Math.max(network.getScale(), 0.85),
      offset: { x: -cover.right / 2, y: -cover.bottom / 2 } });
  }

  function choose(kind, id) {
    network.unselectAll();
    const before = marked;
    marked = kind === "line" && drawnLines.has(id) ? id : null;
    if (before !== marked) network.redraw();
    if (kind === "node" && drawnNodes.has(id)) network.selectNodes([id], false);
    if (marked !== null) network.selectEdges([marked]);
  }

  /* The middle of a line in canvas units, on its bow where it has one. */
  function middle(id) {
    const { x, y } = network.body.edges[id].edgeType.getPoint(0.5);
    return { x, y };
  }

  /* Draw the chosen line's halo, as a highlighter would, along its bow. */
  function halo(context) {
    if (marked === null || level("line", marked) === "hidden") return;
    const { edgeType } = network.body.edges[marked];
    context.save();
    context.strokeStyle = ink.halo;
    context.lineWidth = 16;
    context.lineCap = "round";
    context.beginPath();
    for (let step = 0; step <= 24; step += 1) {
      const { x, y } = edgeType.getPoint(step / 24);
      context.lineTo(x, y);
    }
    context.stroke();
    context.restore();
  }

  /* Where something stands in the window, in CSS pixels. */
  function whereabouts(kind, id) {
    const frame = container.getBoundingClientRect();
    const spot = network.canvasToDOM(kind === "node" ? network.getPosition(id) : middle(id));
    return { x: frame.left + spot.x, y: frame.top + spot.y };
  }

  /* How values are drawn now: shape, words, and the height of the words in CSS pixels. */
  const values = () => nodes.get({ filter: (node) => node.group === "value" })
    .map((node) => ({ shape: node.shape, words: node.label, height: node.font.size * network.getScale() }));

  return { container, start, values, show, ensure, fit, zoom, pan, centre, choose, whereabouts, level, slugOf,
    drawnNodes, drawnLines, isDrawn: (kind, id) => (kind === "node" ? drawnNodes : drawnLines).has(id) };
})();
