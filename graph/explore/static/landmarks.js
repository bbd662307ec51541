"use strict";
/* Names that stay readable from afar: on a wide view, the best connected ones that find room. */

const Landmarks = (() => {
  const READABLE = 9.5;
  const LEGIBLE = 7;
  const HEIGHT = 11.5;
  const LETTER = 6.4;
  const LINE = 20;
  const MARK = 4;
  const GAP = 6;
  const SPECK = 2;

  /*
   * Choose which names to enlarge.
   *
   * `places` gives, best first, {id, text, size, radius, inside, x, y}: the label and its height in
   * canvas units, the mark's radius, whether the label stands inside the mark, and where the mark
   * stands on the canvas in pixels. Returns a map from id to the height and width of the label, the
   * radius of the mark and how far to raise the label, in canvas units: a name that finds no room
   * below its mark may stand above it.
   */
  function choose(places, { width, height, scale }) {
    const chosen = new Map();
    const taken = [];
    const most = Math.round(Math.min(70, (width * height) / 9000));
    for (const place of places) {
      if (chosen.size >= most) break;
      if (place.size * scale >= READABLE) continue;
      const lines = Math.ceil(place.text.length / LINE);
      const half = (Math.min(place.text.length, LINE) * LETTER) / 2;
      const tall = lines * HEIGHT * 1.3;
      const radius = Math.max(place.radius * scale, MARK);
      const raise = 2 * radius + tall + GAP;
      const below = place.inside ? place.y - tall / 2 : place.y + radius;
      const boxes = (place.inside ? [0] : [0, raise]).map((up) => ({ up, left: place.x - half, right: place.x + half,
        top: below - up - 4, bottom: below - up + tall + (place.inside ? 4 : 0) }));
      const box = boxes.find((one) => one.left >= 0 && one.right <= width && one.top >= 0 && one.bottom <= height
        && taken.every((other) => one.right < other.left || one.left > other.right
          || one.bottom < other.top || one.top > other.bottom));
      if (!box) continue;
      taken.push(box);
      chosen.set(place.id, { size: HEIGHT / scale, width: (LINE * LETTER * 1.1) / scale, mark: MARK / scale, up: box.up / scale });
    }
    return chosen;
  }

  /* The least radius of any mark, in canvas units; in steps, so that it changes seldom. */
  const speck = (scale) => SPECK / 1.4 ** Math.round(Math.log(scale) / Math.log(1.4));

  /* Whether a label of a height in canvas units can be made out without being enlarged. */
  const legible = (size, scale) => size * scale >= LEGIBLE;

  return { choose, speck, legible };
})();
