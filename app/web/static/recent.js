// The last messages, kept in this browser alone.

import { find, make } from "./parts.js";

const NAME = "shouhou.recent";
const KEPT = 8;

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(kept) ? kept.filter((entry) => typeof entry?.text === "string") : [];
  } catch {
    // Somebody else's or a damaged entry counts as none.
    return [];
  }
}

/** Put a message on top of the list. */
export function keepRecent(text, platform) {
  if (!text.trim()) return;
  const others = read().filter((entry) => entry.text !== text);
  localStorage.setItem(NAME, JSON.stringify([{ text, platform }, ...others].slice(0, KEPT)));
  showRecent();
}

/** Show the list; `open` is called with the entry that was picked. */
export function showRecent(open = showRecent.open) {
  showRecent.open = open;
  const entries = read();
  find("recent-none").hidden = entries.length > 0;
  find("recent-clear").hidden = !entries.length;
  find("recent-list").replaceChildren(...entries.map((entry) => {
    const button = Object.assign(make("button", entry.text), { type: "button", title: entry.text });
    button.addEventListener("click", () => open(entry));
    const row = document.createElement("li");
    row.append(button);
    return row;
  }));
}

/** Forget every message. */
export function clearRecent() {
  localStorage.removeItem(NAME);
  showRecent();
}
