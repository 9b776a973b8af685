// Keys of a page: never while something is written or an input method composes, never over an open dialog.

import { FIELDS } from "./keys.js";
import { find } from "./parts.js";

const PRESSED = "a, button, summary, [role=button]";

/** Listen for keys: `keys` outside of fields, `typing` within them. Enter is left to what it would press anyway. */
export function listenForKeys(keys, typing = {}) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) return;
    const field = event.target.closest?.(FIELDS);
    const act = field ? typing[nameKey(event)] ?? leave(event, field) : alone(event, keys);
    if (!act) return;
    event.preventDefault();
    act(event);
  });
  find("show-keys").addEventListener("click", () => find("keys").showModal());
}

function alone(event, keys) {
  const name = nameKey(event);
  if (name === "?") return () => find("keys").showModal();
  if (name === "Enter" && event.target.closest?.(PRESSED)) return null;
  return keys[name];
}

function leave(event, field) {
  return event.key === "Escape" ? () => field.blur() : null;
}

// By place on the keyboard where Alt is held: with it some layouts type another character.
function nameKey(event) {
  if (event.ctrlKey || event.metaKey) return event.key === "Enter" ? "Ctrl+Enter" : "";
  if (!event.altKey) return event.key;
  const place = /^(?:Digit|Numpad|Key)(\w)$/.exec(event.code);
  return place ? `Alt+${place[1].toLowerCase()}` : "";
}
