"use strict";
/* The drawing: vis-network with positions computed beforehand, coloured by the reader's theme. */

const Picture = (() => {
  const FAINT = 0.13;
  const NEIGHBOURS_DRAWN = 80;
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

  const theme = () => {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(`--${name}`).trim();
    const colours = { paper: read("paper"), surface: read("surface"), text: read("ink"), muted: read("muted"),
      accent: read("accent"), marker: read("marker"), types: {}, kinds: {} };
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
    return {
      id: node.id,
      hidden: level === "hidden",
      opacity: faint ? FAINT : 1,
      color: nodeColour(node.group),
      font: { ...node.font, color: faint ? faded(text, 0.12) : text, strokeColor: ink.paper,
        strokeWidth: faint || node.group === "value" ? 0 : 4 },
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
      background: { enabled: line.id === marked, color: ink.marker, size: 16, dashes: false },
    };
  }

  const plainNode = ({ drawn, ...node }) => ({ ...node, ...dressedNode(node, "full") });
  const plainLine = ({ drawn, kind, ...line }) => ({ ...line, ...dressedLine({ kind, ...line }, "full") });

  function add(nodeIds, lineIds) {
    const newNodes = nodeIds.filter((id) => !drawnNodes.has(id));
    newNodes.forEach((id) => drawnNodes.add(id));
    const newLines = lineIds.filter((id) => {
      const line = lineById.get(id);
      return !drawnLines.has(id) && drawnNodes.has(line.from) && drawnNodes.has(line.to);
    });
    newLines.forEach((id) => drawnLines.add(id));
    nodes.add(newNodes.map((id) => plainNode(nodeById.get(id))));
    lines.add(newLines.map((id) => plainLine(lineById.get(id))));
    return newNodes.length + newLines.length;
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
        widthConstraint: { maximum: 150 },
        margin: { top: 5, right: 8, bottom: 5, left: 8 },
        shapeProperties: { borderRadius: 4 },
        scaling: { label: { drawThreshold: 6 } },
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

  /* Draw; `act` is told of clicks: entity(id), claim(id), focus(id), nothing(). */
  function start(act) {
    ink = theme();
    add(data.nodes.filter((node) => node.drawn).map((node) => node.id),
      data.lines.filter((line) => line.drawn).map((line) => line.id));
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
    const pointing = (on) => () => container.classList.toggle("pointing", on);
    ["hoverNode", "hoverEdge"].forEach((event) => network.on(event, pointing(true)));
    ["blurNode", "blurEdge"].forEach((event) => network.on(event, pointing(false)));
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      ink = theme();
      const old = new Map(shownAs);
      shownAs.clear();
      nodes.update([...drawnNodes].map((id) => dressedNode(nodeById.get(id), old.get(`node ${id}`) || "full")));
      lines.update([...drawnLines].map((id) => dressedLine(lineById.get(id), old.get(`line ${id}`) || "full")));
      old.forEach((value, key) => shownAs.set(key, value));
    });
    fit(false);
  }

  const level = (kind, id) => shownAs.get(`${kind} ${id}`) || "full";

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
  }

  /* Draw an entity with its claims and neighbours if the opening picture left them out. */
  function ensure(entityId) {
    const claims = Case.claimsOf(entityId);
    const around = claims.filter(Case.stated).map((claim) => Case.otherEnd(claim, entityId));
    return add([entityId, ...around.slice(0, NEIGHBOURS_DRAWN)], claims.map((claim) => claim.id)) > 0;
  }

  const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

  function visibleNodes() {
    return [...drawnNodes].filter((id) => level("node", id) === "full");
  }

  /* Fit what is shown, labels included, into the part of the canvas that `cover` leaves free. */
  function fit(animate = true, cover = { right: 0, bottom: 0 }) {
    const ids = visibleNodes();
    if (!ids.length) return;
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      const one = network.getBoundingBox(id);
      box.left = Math.min(box.left, one.left);
      box.right = Math.max(box.right, one.right);
      box.top = Math.min(box.top, one.top);
      box.bottom = Math.max(box.bottom, one.bottom);
    }
    const room = { x: Math.max(80, container.clientWidth - cover.right - 48), y: Math.max(80, container.clientHeight - cover.bottom - 96) };
    const scale = Math.min(1.25, room.x / (box.right - box.left || 1), room.y / (box.bottom - box.top || 1));
    network.moveTo({ scale, position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
      offset: { x: -cover.right / 2, y: -cover.bottom / 2 }, animation: animate ? motion() : false });
  }

  function zoom(factor) {
    const scale = Math.min(4, Math.max(0.02, network.getScale() * factor));
    network.moveTo({ scale, animation: calm.matches ? false : { duration: 160, easingFunction: "linear" } });
  }

  function pan(right, down) {
    const at = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: at.x + (right * 80) / scale, y: at.y + (down * 80) / scale } });
  }

  /* Bring a node or a line into the part of the canvas that `cover` leaves free. */
  function centre(kind, id, cover) {
    const spot = kind === "node" ? network.getPosition(id) : middle(id);
    network.moveTo({ position: spot, scale: Math.max(network.getScale(), 0.85),
      offset: { x: -cover.right / 2, y: -cover.bottom / 2 }, animation: motion() });
  }

  function choose(kind, id) {
    network.unselectAll();
    const before = marked;
    marked = kind === "line" && drawnLines.has(id) ? id : null;
    lines.update([before, marked].filter((one) => one !== null).map((one) => dressedLine(lineById.get(one), level("line", one))));
    if (kind === "node" && drawnNodes.has(id)) network.selectNodes([id], false);
    if (marked !== null) network.selectEdges([marked]);
  }

  /* The middle of a line in canvas units, on its bow where it has one. */
  function middle(id) {
    const { x, y } = network.body.edges[id].edgeType.getPoint(0.5);
    return { x, y };
  }

  /* Where something stands in the window, in CSS pixels. */
  function whereabouts(kind, id) {
    const frame = container.getBoundingClientRect();
    const spot = network.canvasToDOM(kind === "node" ? network.getPosition(id) : middle(id));
    return { x: frame.left + spot.x, y: frame.top + spot.y };
  }

  return { container, start, show, ensure, fit, zoom, pan, centre, choose, whereabouts, level, slugOf,
    drawnNodes, drawnLines, isDrawn: (kind, id) => (kind === "node" ? drawnNodes : drawnLines).has(id) };
})();
