// Keys: 1, 2, 3 copy; with Alt they do so from within a field as well; never while an input method composes.

import { find } from "./parts.js";

/** Where keys and pastes belong to the field itself. */
export const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

/** Listen for keys; `does` has copy(number), next() and message(). */
export function listenForKeys(does) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    if (find("keys").open) return;
    const act = event.altKey ? withAlt(event, does) : alone(event, does);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function withAlt(event, does) {
  // By place on the keyboard: with Alt some layouts type another character.
  const digit = /^(?:Digit|Numpad)([123])$/.exec(event.code);
  if (digit) return () => does.copy(Number(digit[1]));
  return { KeyM: does.message, KeyN: does.next }[event.code];
}

function alone(event, does) {
  const typing = event.target.closest?.(FIELDS);
  if (event.key === "Escape" && typing) return () => typing.blur();
  if (typing) return null;
  if (event.key === "?") return () => find("keys").showModal();
  return /^[123]$/.test(event.key) ? () => does.copy(Number(event.key)) : null;
}
