/* How names, groups and lines look: coloured by the reader's theme, never by the server. */

const SLUGS = ["person", "org", "norp", "gpe", "loc", "fac", "event", "other", "value"];
const KINDS = ["stated", "alleged", "planned", "hypothetical", "denied"];
const LABEL_WIDTH = 150;

export const ink = {};

export function theme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  Object.assign(ink, { paper: read("paper"), surface: read("surface"), sunk: read("sunk"), text: read("ink"), muted: read("muted"),
    accent: read("accent"), edge: read("edge"), rule: read("rule"),
    types: Object.fromEntries(SLUGS.map((slug) => [slug, read(`type-${slug}`)])),
    kinds: { between: read("edge"), ...Object.fromEntries(KINDS.map((kind) => [kind, read(`kind-${kind}`)])) } });
}

/* A group is a disc with the names of its best-known members in it, as large as their place. */
function disc(node) {
  return ({ ctx, x, y, state: { selected, hover } }) => ({
    drawNode() {
      ctx.save();
      ctx.beginPath();
      ctx.arc(x, y, node.size, 0, 2 * Math.PI);
      ctx.fillStyle = ink.surface;
      ctx.fill();
      ctx.lineWidth = node.size * (selected || hover ? 0.03 : 0.012);
      ctx.strokeStyle = selected || hover ? ink.accent : ink.edge;
      ctx.stroke();
      const rows = node.label.split("\n");
      const height = node.font.size;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      rows.forEach((row, place) => {
        const counts = place === rows.length - 1;
        ctx.fillStyle = counts ? ink.muted : ink.text;
        ctx.font = `${counts ? "" : "600 "}${height * (counts ? 0.8 : 1)}px system-ui, sans-serif`;
        ctx.fillText(row, x, y + (place - (rows.length - 1) / 2) * height * 1.3, node.size * 1.8);
      });
      ctx.restore();
    },
    nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
  });
}

/* Names that are written on a drawing of all from afar, as the largest towns are on a map: none
   stands in another's way. `room` is how wide the drawing is on the screen, in CSS pixels. */
const LANDMARK = 13;
export function landmarks(nodes, room) {
  const found = new Map();
  if (!nodes.length) return found;
  const reach = (key) => { const all = nodes.map((node) => node[key]); return Math.max(...all) - Math.min(...all); };
  const unit = Math.max(reach("x") / room.width, reach("y") / room.height, 0.01);
  const taken = [];
  for (const node of [...nodes].sort((one, other) => (other.size || 0) - (one.size || 0)).slice(0, 400)) {
    const half = (Math.min(node.label.length, 24) * LANDMARK * 0.6 * unit) / 2;
    const box = [node.x - half, node.y, node.x + half, node.y + 3 * LANDMARK * unit];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    found.set(node.id, LANDMARK * unit);
    if (found.size === 40) break;
  }
  return found;
}

export function dressedNode(node, { at, root, more, hidden, pinned, noted, far, written }) {
  if (node.group === "community") {
    return { id: node.id, shape: "custom", ctxRenderer: disc(node), size: node.size, x: node.x, y: node.y, label: node.label, title: node.title, chosen: false };
  }
  const fill = ink.types[node.group] || ink.types.other;
  return {
    id: node.id, shape: node.shape, size: node.size, x: at.x, y: at.y,
    label: `${noted ? "✎ " : ""}${node.label}${more ? `  +${more}` : ""}`,
    ...(far ? {} : { title: node.title || node.label, widthConstraint: { maximum: LABEL_WIDTH } }),
    hidden,
    borderWidth: root || pinned ? 3 : far ? 0 : 1,
    ...(pinned ? { shapeProperties: { borderDashes: [4, 2] } } : {}),
    color: { background: fill, border: root || pinned ? ink.text : ink.paper, highlight: { background: fill, border: ink.text }, hover: { background: fill, border: ink.text } },
    font: { size: written || node.font.size, color: ink.text, strokeColor: ink.paper, strokeWidth: written ? written * 0.25 : far ? 0 : 4, vadjust: -2, ...(far ? {} : { background: ink.paper }) },
  };
}

/* `far`: so many are drawn that labels and curves on lines would only cost time. */
export function dressedLine(line, { hidden, far, crowded }) {
  const colour = ink.kinds[line.kind];
  const dressed = { id: line.id, from: line.from, to: line.to, dashes: line.dashes, width: line.width, hidden, color: { color: colour, highlight: colour, hover: colour } };
  if (far) return { ...dressed, smooth: false, color: { ...dressed.color, opacity: line.kind === "stated" ? 0.3 : 0.6 } };
  return {
    ...dressed, arrows: line.arrows, title: line.title,
    smooth: line.smooth ? { ...line.smooth, roundness: Math.min(0.9, line.smooth.roundness * 2.6) } : false,
    label: crowded ? "" : line.label && line.claims > 1 ? `${line.label} (${line.claims})` : line.label,
    ...(line.selfReference ? { selfReference: line.selfReference } : {}),
    font: { size: 12, color: colour, background: ink.paper, strokeWidth: 0 },
  };
}
