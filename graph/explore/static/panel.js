"use strict";
/* The side panel: what is known of an entity, and what a claim rests on. */

const Panel = (() => {
  const { el, own, plural, mark, line } = Dom;
  const panel = Dom.byId("panel");
  const MARK_WORDS = { subject: "who", object: "whom or what", value: "what", when: "when", trigger: "words that say so" };
  const NEIGHBOURS_LISTED = 40;
  const CLAIMS_LISTED = 60;
  let act = null;

  const entityButton = (id, properties = {}) => {
    const entity = Case.entities.get(id);
    const type = Case.types.get(entity.type);
    return el("button", { type: "button", class: "name", title: entity.type_name, ...properties,
      on: { click: () => act.entity(id) } }, mark(type.shape, type.slug), own(entity.name));
  };

  const isLeaf = (id) => Case.entities.get(id).type === "VALUE";

  const kindTag = (kind) => el("span", { class: `tag kind-${kind}` }, Case.kinds.get(kind).one);

  /* The claim in one line, for lists; names are text here, not links. */
  function sentence(claim, self) {
    const end = (id) => own(Case.name(id), { class: id === self ? "self" : "end" });
    if (claim.kind === "together") return [end(claim.from), " and ", end(claim.to)];
    const value = claim.value ? own(claim.value, { class: "end" }) : null;
    const other = claim.object ? end(claim.object) : null;
    const rest = [value && other ? [value, " (", other, ")"] : value || other,
      claim.when ? own(claim.when) : null].filter(Boolean);
    return [end(claim.from), " ", own(claim.label, { class: "relation" }), claim.role ? [" (", own(claim.role), ")"] : "", " ",
      rest.flatMap((part, place) => [place ? ", " : "", part].flat())];
  }

  const plainSentence = (claim) => el("span", {}, sentence(claim)).textContent;

  const sourceWords = (claim) => plural(claim.sources, "independent source");

  function origin(evidence) {
    const passage = Case.data.passages[evidence.passage];
    return Case.data.documents[passage.document];
  }

  const shortOrigin = (document) => {
    const parts = [document.publisher || document.title, document.published].filter(Boolean);
    return parts.map((part, place) => [place ? ", " : "", own(part)]);
  };

  function claimRow(claim, self) {
    const first = claim.evidence[0];
    return el("li", { class: "claim-row" },
      el("button", { type: "button", class: "row", data: { claim: claim.id }, on: { click: () => act.claim(claim.id) } },
        el("span", { class: "row-words" }, sentence(claim, self), " ", claim.kind !== "stated" ? kindTag(claim.kind) : null),
        first ? el("q", { class: "row-quote", dir: "auto", lang: origin(first).language || null },
          shorten(first.pieces.map((piece) => piece.text).join(""), 190)) : null,
        first ? el("span", { class: "row-origin" }, shortOrigin(origin(first)),
          claim.sources > 1 ? ` · ${sourceWords(claim)}` : "") : null));
  }

  function shorten(text, length) {
    const letters = Array.from(text);
    return letters.length > length ? `${letters.slice(0, length).join("").trimEnd()}…` : text;
  }

  function longList(rows, step) {
    const list = el("ul", { class: "claims" });
    const more = el("button", { type: "button", class: "quiet more" });
    let shown = 0;
    const grow = () => {
      list.append(...rows.slice(shown, shown + step).map((make) => make()));
      shown = Math.min(rows.length, shown + step);
      more.hidden = shown >= rows.length;
      more.textContent = `Show ${Math.min(step, rows.length - shown)} more of ${Dom.number(rows.length - shown)}`;
    };
    more.addEventListener("click", () => {
      const at = list.children.length;
      grow();
      const next = list.children[at] && list.children[at].querySelector("button");
      if (next) next.focus();
    });
    grow();
    return [list, more];
  }

  function top(eyebrow, ...rest) {
    return el("div", { class: "panel-top" },
      el("p", { class: "eyebrow" }, eyebrow),
      el("button", { type: "button", class: "close", "aria-label": "Close details", title: "Close (Esc)",
        on: { click: () => act.nothing() } }, "×"),
      ...rest);
  }

  function put(...content) {
    panel.replaceChildren(...content.flat(2).filter(Boolean));
    panel.scrollTop = 0;
  }

  /* What stands in the panel before anything is chosen. */
  function showNothing() {
    const strongest = Case.data.entities.filter((entity) => entity.type !== "VALUE").slice(0, 6);
    panel.classList.add("idle");
    put(el("div", { class: "welcome" },
      el("h2", {}, "Where does it say so?"),
      el("p", {}, "Choose a line to read the passages that it rests on, or a name to see all that is said of it."),
      el("p", {}, "Double-click a name to see its neighbourhood alone."),
      strongest.length ? el("h3", {}, "Best connected") : null,
      strongest.length ? el("ul", { class: "neighbours" }, strongest.map((entity) => el("li", {}, entityButton(entity.id)))) : null));
  }

  function event(summary) {
    const facts = [["Kind", summary.kind], ["When", summary.when], ["Where", summary.location]].filter((fact) => fact[1]);
    if (!facts.length && !summary.disputed) return null;
    return el("dl", { class: "facts" },
      facts.map(([word, value]) => [el("dt", {}, word), el("dd", { dir: "auto" }, value)]),
      summary.disputed ? [el("dt", {}, "Disputed"), el("dd", {}, "Sources differ; see the claims.")] : null);
  }

  function showEntity(id, focused) {
    panel.classList.remove("idle");
    const entity = Case.entities.get(id);
    const type = Case.types.get(entity.type);
    const all = Case.claimsOf(id);
    const claims = all.filter(Case.stated);
    const together = all.filter((claim) => !Case.stated(claim));
    const groups = new Map();
    for (const { id: predicate, label } of Case.data.predicates) {
      const members = claims.filter((claim) => claim.predicate === predicate);
      if (members.length) groups.set(label, [...(groups.get(label) || []), ...members]);
    }
    const counts = [entity.mentions ? `Named ${plural(entity.mentions, "time")}` : "",
      entity.documents ? `in ${plural(entity.documents, "document")}` : ""].filter(Boolean).join(" ");
    const tally = new Map();
    for (const claim of claims) {
      const other = Case.otherEnd(claim, id);
      if (other !== id && !isLeaf(other)) tally.set(other, (tally.get(other) || 0) + 1);
    }
    const around = [...tally].sort((a, b) => b[1] - a[1] || (Case.name(a[0]) < Case.name(b[0]) ? -1 : 1));
    put(
      top([mark(type.shape, type.slug), entity.type_name],
        el("h2", { dir: "auto", tabindex: "-1", class: "subject" }, entity.name),
        entity.aliases.length ? el("p", { class: "aliases" }, "Also named ",
          entity.aliases.map((alias, place) => [place ? " · " : "", own(alias)])) : null,
        counts ? el("p", { class: "counts" }, counts, entity.sources > 1 ? ` · ${plural(entity.sources, "independent source")}` : "") : null,
        entity.event ? event(entity.event) : null,
        el("div", { class: "actions" },
          el("button", { type: "button", class: "button", "aria-pressed": String(focused), id: "focus-here",
            on: { click: () => act.focus(focused ? null : id) } }, focused ? "Show everything" : "Only its neighbourhood"),
          el("button", { type: "button", class: "button", on: { click: () => act.centre(id) } }, "Find in the picture"))),
      el("div", { class: "panel-body" },
        claims.length ? null : el("p", { class: "none" }, together.length
          ? "No claim about it was found. It is only named beside others, below."
          : "No claim about it was found in the documents read."),
        [...groups].map(([label, members]) => el("section", {},
          el("h3", {}, own(upper(label)), el("span", { class: "count" }, Dom.number(members.length))),
          longList(members.map((claim) => () => claimRow(claim, id)), CLAIMS_LISTED))),
        around.length ? el("section", {},
          el("h3", {}, "Neighbours", el("span", { class: "count" }, Dom.number(around.length))),
          el("ul", { class: "neighbours" }, around.slice(0, NEIGHBOURS_LISTED).map(([other, count]) =>
            el("li", {}, entityButton(other), count > 1 ? el("span", { class: "count" }, plural(count, "claim")) : null))),
          around.length > NEIGHBOURS_LISTED ? el("p", { class: "hint" }, `and ${around.length - NEIGHBOURS_LISTED} more, in the claims above`) : null) : null,
        together.length ? el("details", { class: "together", open: !claims.length },
          el("summary", {}, "Named in one sentence with", el("span", { class: "count" }, Dom.number(together.length))),
          el("p", { class: "hint" }, "Two names in one sentence. This says nothing of how they are related; read the sentence."),
          longList(together.map((claim) => () => el("li", { class: "claim-row" },
            el("button", { type: "button", class: "row", data: { claim: claim.id }, on: { click: () => act.claim(claim.id) } },
              el("span", { class: "row-words" }, own(Case.name(Case.otherEnd(claim, id)), { class: "end" })),
              el("span", { class: "row-origin" }, plural(claim.evidence.length + claim.more, "sentence"))))), CLAIMS_LISTED)) : null));
  }

  /* Who says so, outermost first. */
  function speakers(who) {
    if (!who.length) return null;
    return el("p", { class: "who" }, el("span", { class: "who-word" }, "Who says so"), " ",
      who.map((speaker, place) => el("span", { class: "speaker" },
        place ? el("span", { class: "then", "aria-label": "reports" }, " › ") : null,
        speaker.entity && Case.entities.has(speaker.entity)
          ? el("button", { type: "button", class: "link", on: { click: () => act.entity(speaker.entity) } }, own(speaker.name))
          : own(speaker.name, { class: "speaker-name" }),
        speaker.way ? el("span", { class: "way" }, ` (${speaker.way})`) : null)));
  }

  function passage(evidence, place, claim, groups) {
    const words = Case.data.passages[evidence.passage];
    const document = Case.data.documents[words.document];
    const seen = evidence.group ? groups.get(evidence.group) : undefined;
    if (evidence.group && seen === undefined) groups.set(evidence.group, place);
    const file = document.files[0] || "";
    const about = [document.publisher ? own(document.publisher) : null,
      document.published ? own(document.published) : el("span", {}, "no date known"),
      words.page ? el("span", {}, `page ${words.page}`) : null].filter(Boolean);
    return el("li", { class: "passage" },
      el("article", { "aria-label": `Passage ${place + 1}` },
        speakers(evidence.who),
        el("blockquote", { dir: "auto", lang: document.language || null },
          words.before ? el("span", { class: "around" }, words.before) : null,
          el("span", { class: "quote" }, evidence.pieces.map((piece) => [
            piece.mark ? el("mark", { class: `m-${piece.mark}`, title: MARK_WORDS[piece.mark] }, piece.text) : piece.text,
            piece.via ? el("span", { class: "via", title: "the name that these words stand for" }, " [", own(piece.via), "]") : null])),
          words.after ? el("span", { class: "around" }, words.after) : null),
        words.stands ? null : el("p", { class: "warning" },
          "This passage no longer stands in its document. Run “whence verify” on the case."),
        el("footer", {},
          el("cite", { dir: "auto" }, document.title),
          el("p", {}, about.map((part, at) => [at ? " · " : "", part])),
          document.authors.length ? el("p", {}, "by ", document.authors.map((author, at) => [at ? ", " : "", own(author)])) : null,
          el("p", { class: "file" }, file ? own(file) : "no file name known",
            document.files.length > 1 ? ` (and ${plural(document.files.length - 1, "more copy", "more copies")})` : "",
            document.sha256 ? el("span", { class: "hash", title: `SHA-256 ${document.sha256}` }, " · sha256 ", el("code", {}, document.sha256.slice(0, 12))) : null),
          seen !== undefined ? el("p", { class: "same" }, `Same source as passage ${seen + 1}: a reprint, or the same speaker.`) : null,
          evidence.made_by ? el("p", { class: "made-by" }, "found by ", own(evidence.made_by)) : null)));
  }

  function marksUsed(claim) {
    const used = new Set(claim.evidence.flatMap((evidence) => evidence.pieces.map((piece) => piece.mark)).filter(Boolean));
    const words = claim.kind === "together" ? { subject: "first name", object: "second name" } : MARK_WORDS;
    return Object.keys(words).filter((kind) => used.has(kind)).map((kind) =>
      el("span", { class: "mark-key" }, el("span", { class: `sample m-${kind}`, "aria-hidden": "true" }, "abc"), ` ${words[kind]}`));
  }

  function claimHead(claim) {
    if (claim.kind === "together") {
      return el("div", { class: "statement", tabindex: "-1" }, entityButton(claim.from),
        el("p", { class: "relation" }, "and"), entityButton(claim.to),
        el("p", { class: "relation" }, claim.evidence.length + claim.more === 1 ? "are named in one sentence" : "are named together in sentences"));
    }
    return el("div", { class: "statement", tabindex: "-1" }, entityButton(claim.from),
      el("p", { class: "relation", dir: "auto" }, claim.label, claim.role ? [" (", own(claim.role), ")"] : ""),
      claim.value ? el("p", { class: "value", dir: "auto" }, claim.value) : null,
      claim.object ? entityButton(claim.object) : null,
      claim.when ? el("p", { class: "when", dir: "auto" }, claim.when) : null);
  }

  function showClaim(id) {
    panel.classList.remove("idle");
    const claim = Case.claims.get(id);
    const kind = Case.kinds.get(claim.kind);
    const passages = claim.evidence.length + claim.more;
    const groups = new Map();
    const against = Case.opposed(claim);
    const beside = Case.beside(claim);
    const both = claim.said.length > 1 || (claim.kind === "denied" && claim.said.join() !== "stated");
    const marks = marksUsed(claim);
    put(
      top(claim.kind === "together" ? "Named together" : "Claim",
        claimHead(claim),
        el("div", { class: "standing" }, line(kind), el("p", {}, el("strong", {}, kind.one), `: ${lower(kind.explained)}`,
          both ? ` In its passages it is ${join(claim.said)}.` : "")),
        el("p", { class: "counts" }, claim.kind === "together" ? plural(passages, "sentence")
          : `${sourceWords(claim)} · ${plural(passages, "passage")}`),
        claim.rank === "deprecated" ? el("p", { class: "warning" }, "Set aside as unreliable", claim.reason ? [": ", own(claim.reason)] : "", ".") : null,
        against.length ? el("div", { class: "against" },
          el("h3", {}, claim.kind === "denied" ? "Others say that it is so" : "Others deny it"),
          el("ul", { class: "claims" }, against.map((other) => claimRow(other, null)))) : null),
      el("div", { class: "panel-body" },
        el("h3", {}, claim.kind === "together" ? "The sentences" : "The passages", el("span", { class: "count" }, Dom.number(passages))),
        marks.length ? el("p", { class: "marks" }, marks) : null,
        el("ol", { class: "passages" }, claim.evidence.map((evidence, place) => passage(evidence, place, claim, groups))),
        claim.more ? el("p", { class: "hint" }, `${plural(claim.more, "further passage")} not held by this page.`) : null,
        beside.length ? el("section", {}, el("h3", {}, "Also between the two", el("span", { class: "count" }, Dom.number(beside.length))),
          longList(beside.map((other) => () => claimRow(other, null)), CLAIMS_LISTED)) : null));
  }

  const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
  const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const join = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words[0] || "");

  return { panel, start: (actions) => { act = actions; }, showNothing, showEntity, showClaim, sentence, plainSentence,
    entityButton, kindTag, origin, shortOrigin };
})();
