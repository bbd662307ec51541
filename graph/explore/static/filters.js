"use strict";
/* The key, which is also the filters: what is shown, what is dimmed, and what is left out. */

const Filters = (() => {
  const { el, own, number, plural, mark, line, byId } = Dom;
  const FEW_PAIRS = 80;
  const FEW_LOOSE = 60;
  const { data } = Case;
  const claims = data.claims.filter(Case.stated);
  const pairs = data.claims.length - claims.length;
  const off = { kinds: new Set(), types: new Set(), predicates: new Set() };
  let loose = true;
  let focus = null;
  let near = null;
  let keep = null;
  let changed = null;

  function defaults() {
    Object.values(off).forEach((set) => set.clear());
    if (pairs > FEW_PAIRS && claims.length) off.kinds.add("together");
    loose = !claims.length || untied(new Set(data.claims.filter(passes).flatMap((claim) => [claim.from, claim.to]))) <= FEW_LOOSE;
    setFocus(null);
  }

  function setFocus(id) {
    focus = id;
    near = id === null ? null : new Set([id]);
    if (id !== null) {
      for (const claim of Case.claimsOf(id)) if (passes(claim)) near.add(Case.otherEnd(claim, id));
    }
  }

  /* How many names of the types shown have no line that is drawn. */
  const untied = (tied) => data.entities.filter((entity) =>
    !tied.has(entity.id) && entity.type !== "VALUE" && !off.types.has(entity.type)).length;

  const typeShown = (id) => !off.types.has(Case.entities.get(id).type);

  /* Whether a claim or pair passes the filters, wherever it is shown. */
  function passes(claim) {
    return !off.kinds.has(claim.kind) && (claim.kind === "together" || !off.predicates.has(claim.predicate))
      && typeShown(claim.from) && typeShown(claim.to);
  }

  function tiedNow() {
    const tied = new Set();
    for (const id of Picture.drawnLines) {
      const claim = Case.claims.get(id);
      if (passes(claim)) {
        tied.add(claim.from);
        tied.add(claim.to);
      }
    }
    return tied;
  }

  function rule() {
    const tied = tiedNow();
    const kept = keep === null ? new Set() : new Set(keep);
    return {
      node: ({ id }) => {
        const entity = Case.entities.get(id);
        if (kept.has(id)) return "full";
        if (off.types.has(entity.type)) return "hidden";
        if (!tied.has(id) && (!loose || entity.type === "VALUE")) return "hidden";
        return near && !near.has(id) ? "faint" : "full";
      },
      line: ({ id }) => {
        const claim = Case.claims.get(id);
        const wanted = keep !== null && keep.claim === id;
        if (!wanted && !passes(claim)) return "hidden";
        return near && !(near.has(claim.from) && near.has(claim.to)) ? "faint" : "full";
      },
    };
  }

  function apply() {
    Picture.show(rule());
    tally();
    List.draw();
    const note = byId("focus-note");
    note.hidden = focus === null;
    if (focus !== null) byId("focus-words").replaceChildren("Neighbourhood of ", own(Case.name(focus), { class: "end" }));
  }

  /* Say what is drawn and, if not all, what is not. */
  function tally() {
    const drawn = { names: 0, claims: 0, pairs: 0 };
    for (const id of Picture.drawnNodes) {
      if (Picture.level("node", id) !== "hidden" && Case.entities.get(id).type !== "VALUE") drawn.names += 1;
    }
    for (const id of Picture.drawnLines) {
      if (Picture.level("line", id) !== "hidden") drawn[Case.stated(Case.claims.get(id)) ? "claims" : "pairs"] += 1;
    }
    looseCount.textContent = number(untied(tiedNow()));
    const left = data.left_out;
    const names = data.entities.filter((entity) => entity.type !== "VALUE").length + left.entities;
    const part = (some, all, one, many) => (some === all ? plural(all, one, many) : `${number(some)} of ${plural(all, one, many)}`);
    const words = [part(drawn.names, names, "name"), part(drawn.claims, claims.length + left.claims, "claim")];
    if (pairs + left.together) words.push(`${part(drawn.pairs, pairs + left.together, "pair")} named together`);
    const undrawn = data.nodes.length - Picture.drawnNodes.size;
    const notes = [];
    if (undrawn > 0) notes.push(`The best connected are drawn first; find any other by its name or in the list.`);
    if (left.entities + left.claims + left.together) {
      notes.push(`Not on this page at all: ${plural(left.entities, "name")}, ${plural(left.claims, "claim")} and ${plural(left.together, "pair")}.`);
    }
    byId("tally").replaceChildren(el("strong", {}, "Drawn: "), words.join(" · "), notes.length ? el("span", { class: "left" }, ` ${notes.join(" ")}`) : "");
  }

  function choice(set, id, sample, words, count, hint) {
    const box = el("input", { type: "checkbox", checked: true, data: { filter: id },
      on: { change: () => { if (box.checked) set.delete(id); else set.add(id); refresh(); } } });
    box.refresh = () => { box.checked = !set.has(id); };
    boxes.push(box);
    return el("li", {}, el("label", {}, box, sample, el("span", { class: "choice-words" }, words, hint ? el("span", { class: "hint" }, hint) : null),
      el("span", { class: "count" }, number(count))));
  }

  const boxes = [];
  const looseCount = el("span", { class: "count" });

  function looseChoice() {
    const box = el("input", { type: "checkbox", data: { filter: "loose" }, on: { change: () => { loose = box.checked; refresh(); } } });
    box.refresh = () => { box.checked = loose; };
    boxes.push(box);
    return el("li", { class: "apart" }, el("label", {}, box, el("span", { class: "choice-words" }, "Names without a line"),
      looseCount));
  }

  function refresh() {
    setFocus(focus);
    boxes.forEach((box) => box.refresh());
    apply();
    changed();
  }

  function start(onChange) {
    changed = onChange;
    byId("kinds").append(...data.kinds.map((kind) => choice(off.kinds, kind.id, line(kind), kind.one, kind.count, kind.brief)));
    byId("types").append(...data.types.map((type) => choice(off.types, type.id, mark(type.shape, type.slug), type.many, type.count)),
      looseChoice());
    byId("predicates").append(...data.predicates.map((predicate) =>
      choice(off.predicates, predicate.id, null, own(predicate.label), predicate.count)));
    byId("predicates-section").hidden = data.predicates.length < 2;
    defaults();
    boxes.forEach((box) => box.refresh());
  }

  return {
    start, apply, rule,
    focus: (id) => { setFocus(id); apply(); },
    focused: () => focus,
    /* Keep what the reader has chosen in sight, whatever the filters say. */
    keep: (ids, claim) => { keep = ids ? Object.assign([...ids], { claim }) : null; },
    reset: () => { defaults(); boxes.forEach((box) => box.refresh()); apply(); },
    visible: { entity: (entity) => !off.types.has(entity.type), claim: passes,
      pair: (claim) => typeShown(claim.from) && typeShown(claim.to) },
  };
})();
