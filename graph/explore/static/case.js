"use strict";
/* The case as the page holds it: entities, claims and passages by id, and finding names. */

const Case = (() => {
  const holder = document.getElementById("data");
  const data = JSON.parse(holder.textContent);
  holder.remove();

  const byKey = (items) => new Map(items.map((item) => [item.id, item]));
  const entities = byKey(data.entities);
  const claims = byKey(data.claims);
  const types = byKey(data.types);
  const kinds = byKey(data.kinds);
  const touching = new Map(data.entities.map((entity) => [entity.id, []]));
  for (const claim of data.claims) {
    touching.get(claim.from).push(claim);
    if (claim.to !== claim.from) touching.get(claim.to).push(claim);
  }

  const stated = (claim) => claim.kind !== "together";
  const claimsOf = (id) => touching.get(id) || [];
  const otherEnd = (claim, id) => (claim.from === id ? claim.to : claim.from);
  const name = (id) => (entities.has(id) ? entities.get(id).name : "");

  /* Claims that say the opposite about the same ends. */
  const opposed = (claim) => claimsOf(claim.from).filter((other) =>
    stated(claim) && other !== claim && other.predicate === claim.predicate && other.from === claim.from
    && other.to === claim.to && other.role === claim.role && other.value === claim.value
    && (other.kind === "denied") !== (claim.kind === "denied"));

  /* Other claims between the same two ends. */
  const beside = (claim) => {
    const against = new Set(opposed(claim));
    return claimsOf(claim.from).filter((other) => other !== claim && !against.has(other)
      && otherEnd(other, claim.from) === otherEnd(claim, claim.from));
  };

  const SAME = { "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": "" };

  /* One spelling for many: without accents, case, hyphens and apostrophes. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[øłđðþıßæœيىكةـ]/g, (letter) => SAME[letter])
    .replace(/['’‘`´ʼʻʿʾ]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const index = data.entities.map((entity) => ({
    entity,
    weight: entity.documents * 1000 + entity.mentions,
    spellings: [entity.name, ...entity.aliases].map((text) => ({ text, folded: fold(text) })),
  }));

  /* How well a folded spelling answers a folded query: 0 not at all, 5 the same. */
  function fit(spelling, query, words) {
    if (spelling === query) return 5;
    if (spelling.startsWith(query)) return 4;
    if (` ${spelling}`.includes(` ${query}`)) return 3;
    if (words.every((word) => ` ${spelling}`.includes(` ${word}`))) return 2;
    return query.length > 1 && spelling.includes(query) ? 1 : 0;
  }

  /* Find entities by name or alias, best first; `alias` is the spelling that answered. */
  function find(text) {
    const query = fold(text);
    if (!query) return [];
    const words = query.split(" ");
    const hits = [];
    for (const { entity, weight, spellings } of index) {
      let best = 0;
      let alias = "";
      spellings.forEach((spelling, place) => {
        const score = fit(spelling.folded, query, words);
        if (score > best) {
          best = score;
          alias = place ? spelling.text : "";
        }
      });
      if (best) hits.push({ entity, alias, best, weight });
    }
    return hits.sort((a, b) => b.best - a.best || b.weight - a.weight || (a.entity.id < b.entity.id ? -1 : 1));
  }

  return { data, entities, claims, types, kinds, stated, claimsOf, otherEnd, name, opposed, beside, fold, find };
})();
