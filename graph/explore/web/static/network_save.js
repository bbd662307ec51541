/* Saving a drawing: PNG as it is seen, SVG and a page of all that is drawn. */

import { ink } from "./network_dress.js";
import { el } from "./network_parts.js";

const SVG = "http://www.w3.org/2000/svg";

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function savePng(container) {
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

export function saveSvg({ nodes, lines, at }) {
  const spans = nodes.map((node) => ({ ...at[node.id], reach: (node.size || 10) + 90 }));
  const left = Math.min(...spans.map((one) => one.x - one.reach));
  const top = Math.min(...spans.map((one) => one.y - one.reach));
  const width = Math.max(...spans.map((one) => one.x + one.reach)) - left;
  const height = Math.max(...spans.map((one) => one.y + one.reach)) - top;
  const sheet = mark("svg", { xmlns: SVG, viewBox: `${left} ${top} ${width} ${height}`, "font-family": "sans-serif" });
  sheet.append(mark("rect", { x: left, y: top, width, height, fill: ink.paper }));
  for (const line of lines) {
    const [one, other] = [at[line.from], at[line.to]];
    if (!one || !other) continue;
    const stroke = mark("line", { x1: one.x, y1: one.y, x2: other.x, y2: other.y, stroke: ink.kinds[line.kind], "stroke-width": line.width,
      "stroke-dasharray": line.dashes ? line.dashes.join(" ") : "none" });
    stroke.append(mark("title", {}, line.title || line.label));
    sheet.append(stroke);
    if (line.label && line.kind !== "between") {
      sheet.append(mark("text", { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, "font-size": 11, "text-anchor": "middle", fill: ink.kinds[line.kind] }, line.label));
    }
  }
  for (const node of nodes) {
    const { x, y } = at[node.id];
    const group = node.group === "community";
    sheet.append(mark("circle", { cx: x, cy: y, r: node.size || 8, fill: group ? ink.surface : ink.types[node.group] || ink.types.other, stroke: group ? ink.edge : "none", "stroke-width": group ? node.size * 0.012 : 0 }));
    const rows = node.label.split("\n");
    rows.forEach((row, place) => sheet.append(mark("text", { x, y: group ? y + (place - (rows.length - 1) / 2) * node.font.size * 1.3 : y + (node.size || 8) + 15,
      "font-size": node.font.size, "text-anchor": "middle", fill: ink.text }, row)));
  }
  save(new Blob([new XMLSerializer().serializeToString(sheet)], { type: "image/svg+xml" }), "network.svg");
}
