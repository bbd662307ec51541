"use strict";
/* Making elements. Text goes in as text: nothing on this page is ever parsed as markup. */

const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(element, properties, children) {
    for (const [name, value] of Object.entries(properties)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") {
        for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
      } else if (name === "data") {
        for (const [key, item] of Object.entries(value)) element.dataset[key] = item;
      } else {
        element.setAttribute(name, value === true ? "" : String(value));
      }
    }
    element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  const byId = (id) => document.getElementById(id);
  const el = (tag, properties = {}, ...children) =>
    fill(document.createElement(tag), properties, children);
  const svg = (tag, properties = {}, ...children) =>
    fill(document.createElementNS(SVG, tag), properties, children);

  /* Text from documents: isolated, in its own direction. */
  const own = (text, properties = {}) => el("bdi", { dir: "auto", ...properties }, text);

  const number = (count) => count.toLocaleString("en-GB");
  const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

  const SHAPES = {
    dot: "M8 2a6 6 0 1 0 .01 0z",
    square: "M2.5 2.5h11v11h-11z",
    diamond: "M8 1l7 7-7 7-7-7z",
    hexagon: "M4.6 2h6.8l3.4 6-3.4 6H4.6L1.2 8z",
    triangle: "M8 1.6l6.6 11.8H1.4z",
    triangleDown: "M8 14.4L1.4 2.6h13.2z",
    star: "M8 .8l2.1 4.9 5.3.5-4 3.5 1.2 5.2L8 12.1l-4.6 2.8 1.2-5.2-4-3.5 5.3-.5z",
    box: "M1 4.5h14v7H1z",
  };

  /* The mark of a type, as drawn in the picture. */
  const mark = (shape, slug) =>
    svg("svg", { class: `mark type-${slug}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
      svg("path", { d: SHAPES[shape] || SHAPES.dot }));

  /* A sample of a line, as drawn in the picture. */
  function line(kind) {
    const ends = { arrow: svg("path", { class: "head", d: "M36 7l8 4-8 4z" }),
      bar: svg("path", { class: "stop", d: "M43 5v12" }) };
    return svg("svg", { class: `line kind-${kind.id}`, viewBox: "0 0 46 22", "aria-hidden": "true" },
      svg("path", {
        class: "stroke",
        d: kind.arrow === "arrow" ? "M2 11H38" : "M2 11H43",
        "stroke-dasharray": kind.dashes.length ? kind.dashes.join(" ") : null,
      }),
      ends[kind.arrow] || null);
  }

  return { byId, el, own, number, plural, mark, line };
})();
