/* Words chosen in a document: where they stand, in code points, and on to what is made of them. */

const sheet = document.getElementById("sheet");
const box = document.getElementById("chosen");
const shown = document.getElementById("chosen-words");
const link = document.getElementById("chosen-add");
const LONGEST = 20000;

/* A browser counts in UTF-16 code units; a pair of surrogates is one code point. */
function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/* Where in the document's text a point of the selection is, or null outside of it. */
function offset(node, at) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!piece || !sheet.contains(piece)) return null;
  const before = document.createRange();
  before.selectNodeContents(piece);
  before.setEnd(node, at);
  return Number(piece.dataset.start) + codePoints(before.toString());
}

/* The ends of a range that lie in pieces of text: a page's number is none. */
function chosen() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(sheet)) return null;
  let start = null;
  let end = null;
  let text = "";
  for (const piece of sheet.querySelectorAll("[data-start]")) {
    if (!range.intersectsNode(piece)) continue;
    const part = document.createRange();
    part.selectNodeContents(piece);
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) part.setStart(range.startContainer, range.startOffset);
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
    if (!part.toString()) continue;
    if (start === null) start = offset(part.startContainer, part.startOffset);
    end = offset(part.endContainer, part.endOffset);
    text += part.toString();
  }
  return start === null || end === null || !text.trim() ? null : { start, end, text };
}

function show() {
  const found = chosen();
  box.hidden = !found;
  if (!found) return;
  const flat = found.text.trim().replace(/\s+/g, " ");
  shown.textContent = flat.length > 90 ? `“${flat.slice(0, 60)} … ${flat.slice(-25)}”` : `“${flat}”`;
  const long = found.end - found.start > LONGEST;
  link.hidden = long;
  if (long) shown.textContent = "That is too much at once. Choose a sentence or a name.";
  link.href = `/document/${encodeURIComponent(sheet.dataset.document)}/add?start=${found.start}&end=${found.end}`;
}

document.addEventListener("selectionchange", show);
show(); /* words may have been chosen before this ran */
document.getElementById("chosen-drop").addEventListener("click", () => window.getSelection().removeAllRanges());
