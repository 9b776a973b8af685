// The library of replies: what is typed narrows the list, and keys walk through it.

import { fill, words } from "./desk.js";
import { listenForPlaces } from "./go.js";
import { FIELDS } from "./keys.js";
import { announce, find } from "./parts.js";
import { listenForTheme } from "./theme.js";

const KEPT = "shouhou.replies";
const box = find("find");
const rows = [...document.querySelectorAll("[data-found]")];
const groups = [...document.querySelectorAll("[data-group]")];

function readPlatform() {
  return document.querySelector("[name=platform]:checked").value;
}

function narrow() {
  const terms = box.value.toLowerCase().split(/\s+/u).filter(Boolean);
  const platform = readPlatform();
  for (const row of rows) row.hidden = !fits(row.dataset, terms, platform);
  for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
  const shown = rows.filter((row) => !row.hidden).length;
  const all = shown === rows.length;
  find("count").textContent = fill(all ? words.replies.count : words.replies.found, { n: shown });
  find("none").hidden = shown > 0;
  sessionStorage.setItem(KEPT, JSON.stringify({ text: box.value, platform }));
}

function fits({ found, platforms }, terms, platform) {
  return (!platform || platforms.split(" ").includes(platform)) && terms.every((term) => found.includes(term));
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return;
  box.value = kept.text;
  const radio = document.querySelector(`[name=platform][value="${CSS.escape(kept.platform)}"]`);
  if (radio) radio.checked = true;
  narrow();
}

function clear() {
  find("seek").reset();
  narrow();
  box.focus();
}

/** Move the focus among the replies that are shown; from outside of them, to the first. */
function move(step) {
  const links = rows.filter((row) => !row.hidden).map((row) => row.querySelector("a"));
  const place = links.indexOf(document.activeElement);
  const next = links[place < 0 ? 0 : Math.min(Math.max(place + step, 0), links.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function openFirst() {
  rows.find((row) => !row.hidden)?.querySelector("a").click();
}

function goToSearch() {
  box.focus();
  box.select();
}

function leaveSearch() {
  if (!box.value) return box.blur();
  box.value = "";
  narrow();
}

const WRITING = { ArrowDown: () => move(0), Enter: openFirst, Escape: leaveSearch };
const WALKING = {
  "/": goToSearch, j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  "?": () => find("keys").showModal(),
};

function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    const elsewhere = event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey;
    if (elsewhere || find("keys").open) return;
    // The platforms are walked through by their own arrows.
    if (event.target.type === "radio" && event.key.startsWith("Arrow")) return;
    const act = (event.target.closest?.(FIELDS) ? WRITING : WALKING)[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function listenToSearch() {
  find("seek").addEventListener("submit", (event) => event.preventDefault());
  find("seek").addEventListener("change", narrow);
  box.addEventListener("input", (event) => { if (!event.isComposing) narrow(); });
  box.addEventListener("compositionend", narrow);
  box.addEventListener("blur", () => { if (box.value) announce(find("count").textContent); });
  find("clear").addEventListener("click", clear);
  find("show-keys").addEventListener("click", () => find("keys").showModal());
}

listenForTheme();
listenForPlaces();
listenForKeys();
listenToSearch();
restore();
