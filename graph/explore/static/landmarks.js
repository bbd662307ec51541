"use strict";
/* Names that stay readable from afar: on a wide view, the best connected ones that find room. */

const Landmarks = (() => {
  const READABLE = 9.5;
  const HEIGHT = 11.5;
  const LETTER = 6.4;
  const LINE = 20;
  const MARK = 4;
  const SPECK = 2;

  /*
   * Choose which names to enlarge.
   *
   * `places` gives, best first, {id, text, size, radius, inside, x, y}: the label and its height in
   * canvas units, the mark's radius, whether the label stands inside the mark, and where the mark stands on the canvas in pixels. Returns a map from id to the height
   * and width of the label and the radius of the mark, in canvas units.
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
      const top = place.inside ? place.y - tall / 2 : place.y + Math.max(place.radius * scale, MARK);
      const box = { left: place.x - half, right: place.x + half, top: top - 4, bottom: top + tall + (place.inside ? 4 : 0) };
      if (box.left < 0 || box.right > width || box.bottom > height) continue;
      const clear = taken.every((other) => box.right < other.left || box.left > other.right
        || box.bottom < other.top || box.top > other.bottom);
      if (!clear) continue;
      taken.push(box);
      chosen.set(place.id, { size: HEIGHT / scale, width: (LINE * LETTER * 1.1) / scale, mark: MARK / scale });
    }
    return chosen;
  }

  /* The least radius of any mark, in canvas units; in steps, so that it changes seldom. */
  const speck = (scale) => SPECK / 1.4 ** Math.round(Math.log(scale) / Math.log(1.4));

  return { choose, speck };
})();
