// Going places: `g` and then the letter of a place, as the bar names it; never while something is being written.

import { FIELDS } from "./keys.js";

const WAITS = 1200;
let begun = -WAITS;

/** Listen for `g` and the letter after it. Pages with keys of their own call this before they listen for those. */
export function listenForPlaces() {
  document.addEventListener("keydown", (event) => {
    const elsewhere = event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey;
    if (elsewhere || event.target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
    const place = event.timeStamp - begun < WAITS && document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    begun = event.key === "g" ? event.timeStamp : -WAITS;
    if (!place) return;
    // The letter means the place, and not what the page does with it.
    event.preventDefault();
    event.stopImmediatePropagation();
    place.click();
  });
}
