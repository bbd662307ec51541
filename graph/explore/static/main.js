"use strict";
/* Everything together: what is chosen, the address, the tabs and the keyboard. */

(() => {
  const { byId, plural } = Dom;
  const narrow = window.matchMedia("(max-width: 719px)");
  const overlay = window.matchMedia("(max-width: 1099px)");
  let chosen = null;
  let returnTo = null;

  /* How much of the canvas the panel covers, in CSS pixels. */
  function cover() {
    if (!chosen || !overlay.matches) return { right: 0, bottom: 0 };
    const size = Panel.panel.getBoundingClientRect();
    return narrow.matches ? { right: 0, bottom: size.height } : { right: size.width, bottom: 0 };
  }

  function bring(kind, id) {
    if (!byId("view-picture").hidden && Picture.isDrawn(kind, id)) Picture.centre(kind, id, cover());
  }

  function announce(words) {
    byId("announce").textContent = words;
  }

  function writeAddress() {
    const wanted = chosen ? `#e=${encodeURIComponent(chosen.id)}` : "";
    if (window.location.hash === wanted) return;
    try {
      window.history.pushState(null, "", wanted || window.location.pathname + window.location.search);
    } catch {
      /* Inside a frame without an address of its own there is nothing to write. */
    }
  }

  /* Choose an entity, a claim or nothing; `move` brings it into view, `focus` reads it out. */
  function choose(next, { move = false, focus = false, address = true } = {}) {
    if (next && !chosen && document.activeElement !== document.body) returnTo = document.activeElement;
    chosen = next;
    document.body.classList.toggle("chosen", Boolean(next));
    if (!next) {
      Filters.keep(null);
      Panel.showNothing();
      announce("");
      if (returnTo && returnTo.isConnected && Panel.panel.contains(document.activeElement)) returnTo.focus();
      returnTo = null;
    } else if (next.kind === "entity") {
      Picture.ensure(next.id);
      Filters.keep([next.id]);
      Panel.showEntity(next.id, Filters.focused() === next.id);
      announce(`${Case.name(next.id)}: ${plural(Case.claimsOf(next.id).filter(Case.stated).length, "claim")}`);
    } else {
      const claim = Case.claims.get(next.id);
      Picture.ensure(claim.from);
      Picture.ensure(claim.to);
      Filters.keep([claim.from, claim.to], next.id);
      Panel.showClaim(next.id);
      announce(`${Panel.plainSentence(claim)}: ${plural(claim.evidence.length + claim.more, "passage")}`);
    }
    Filters.apply();
    const kind = next && (next.kind === "entity" ? "node" : "line");
    Picture.choose(kind, next && next.id);
    if (next && move) bring(kind, next.id);
    if (next && focus) {
      const head = Panel.panel.querySelector("h2, .statement");
      if (head) head.focus({ preventScroll: true });
    }
    if (address) writeAddress();
  }

  const act = {
    entity: (id) => choose({ kind: "entity", id }, { move: true, focus: true }),
    claim: (id) => choose({ kind: "claim", id }, { move: true, focus: true }),
    nothing: () => choose(null),
    centre: (id) => { showView("picture"); bring("node", id); },
    focus: (id) => {
      Filters.focus(id);
      if (chosen && chosen.kind === "entity") Panel.showEntity(chosen.id, Filters.focused() === chosen.id);
      if (id !== null) {
        showView("picture");
        Picture.fit(true, cover());
      }
      const button = byId("focus-here");
      if (button) button.focus();
    },
  };

  /* Clicks in the picture leave it where it is, unless the panel would cover what was clicked. */
  function settle(kind, id) {
    const spot = Picture.whereabouts(kind, id);
    const size = cover();
    const frame = Picture.container.getBoundingClientRect();
    if (spot.x > frame.right - size.right - 20 || spot.y > frame.bottom - size.bottom - 20) bring(kind, id);
  }

  const clicks = {
    entity: (id) => { choose({ kind: "entity", id }); settle("node", id); },
    claim: (id) => { choose({ kind: "claim", id }); settle("line", id); },
    nothing: () => { if (chosen) choose(null); },
    focus: act.focus,
  };

  function readAddress() {
    const found = /^#e=(.+)$/.exec(window.location.hash);
    let id = "";
    try {
      id = found ? decodeURIComponent(found[1]) : "";
    } catch {
      id = "";
    }
    if (chosen && chosen.id === id) return;
    if (Case.entities.has(id)) choose({ kind: "entity", id }, { move: true, address: false });
    else if (Case.claims.has(id)) choose({ kind: "claim", id }, { move: true, address: false });
    else {
      choose(null, { address: false });
      if (id) announce("What this address names is not on this page.");
    }
  }

  function showView(name) {
    for (const one of ["picture", "list"]) {
      const on = one === name;
      byId(`view-${one}`).hidden = !on;
      byId(`tab-${one}`).setAttribute("aria-selected", String(on));
      byId(`tab-${one}`).tabIndex = on ? 0 : -1;
    }
    List.draw();
  }

  function tabs() {
    for (const one of ["picture", "list"]) {
      const tab = byId(`tab-${one}`);
      tab.addEventListener("click", () => showView(one));
      tab.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        const other = one === "picture" ? "list" : "picture";
        showView(other);
        byId(`tab-${other}`).focus();
      });
    }
  }

  function keyboard() {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    Picture.container.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (moves[event.key]) Picture.pan(...moves[event.key]);
      else if (event.key === "+" || event.key === "=") Picture.zoom(1.3);
      else if (event.key === "-") Picture.zoom(1 / 1.3);
      else if (event.key === "0") Picture.fit(true, cover());
      else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox";
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        Search.box.focus();
      } else if (event.key === "Escape" && !typing) {
        if (document.body.classList.contains("key-open")) openKey(false);
        else if (chosen) choose(null);
        else if (Filters.focused() !== null) act.focus(null);
      }
    });
  }

  function openKey(open) {
    document.body.classList.toggle("key-open", open);
    byId("key-switch").setAttribute("aria-expanded", String(open));
  }

  function header() {
    const { data } = Case;
    const left = data.left_out;
    const names = data.entities.filter((entity) => entity.type !== "VALUE").length + left.entities;
    const claims = data.claims.filter(Case.stated).length + left.claims;
    byId("counts").textContent = [plural(names, "name"), plural(claims, "claim"), plural(data.document_count, "document")].join(" · ");
  }

  header();
  byId("bar").hidden = false;
  byId("desk").hidden = false;
  Panel.start(act);
  List.start(act, Filters.visible);
  Filters.start(() => { if (chosen && chosen.kind === "entity") Picture.choose("node", chosen.id); });
  Picture.start(clicks, Filters.rule);
  Search.start(act.entity);
  Panel.showNothing();
  Filters.apply();
  tabs();
  keyboard();
  byId("zoom-in").addEventListener("click", () => Picture.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => Picture.zoom(1 / 1.3));
  byId("fit").addEventListener("click", () => Picture.fit(true, cover()));
  byId("unfocus").addEventListener("click", () => act.focus(null));
  byId("key-switch").addEventListener("click", () => openKey(!document.body.classList.contains("key-open")));
  byId("reset").addEventListener("click", () => {
    choose(null);
    Filters.reset();
    Picture.fit();
  });
  window.addEventListener("hashchange", readAddress);
  window.addEventListener("popstate", readAddress);
  readAddress();

  /* For scripts that drive the page: where a name or a claim stands in the window, in CSS pixels. */
  window.whence = Object.freeze({
    nodeAt: (id) => Picture.whereabouts("node", id),
    claimAt: (id) => Picture.whereabouts("line", id),
  });
})();
