// The inbox: rows come and go by themselves, keys walk through them, what narrows the list does so at once.

import { ageTimes } from "./desk_clock.js";
import { listenForKeys } from "./desk_keys.js";
import { listenForNews, refreshQueue } from "./desk_live.js";
import { goToSearch, keepPlace, moveInQueue } from "./desk_queue.js";
import { listenForPlaces } from "./go.js";
import { find } from "./parts.js";
import { listenForTheme } from "./theme.js";

function turnTab(step) {
  const tabs = [...document.querySelectorAll("#tabs a")];
  const here = tabs.findIndex((tab) => tab.hasAttribute("aria-current"));
  tabs[here + step]?.click();
}

function turnMine() {
  document.querySelector("[name=mine]")?.click();
}

function showNone() {
  find("none").hidden = document.querySelector("#rows .wait") !== null;
}

const KEYS = {
  j: () => moveInQueue(1), ArrowDown: () => moveInQueue(1), k: () => moveInQueue(-1), ArrowUp: () => moveInQueue(-1),
  Enter: () => document.querySelector("#rows .wait-link")?.click(),
  "/": goToSearch, m: turnMine, "[": () => turnTab(-1), "]": () => turnTab(1),
};

listenForTheme();
listenForPlaces();
listenForKeys(KEYS);
listenForNews(refreshQueue, { missed: true });
ageTimes();
keepPlace();
find("narrowing").addEventListener("change", (event) => { if (event.target.name !== "q") find("narrowing").requestSubmit(); });
document.addEventListener("htmx:oobAfterSwap", (event) => { if (event.detail.target.id === "rows") showNone(); });
