// A conversation: see what it is about, trust the draft, send it. Joins the parts of the page.

import { announceLoud, findPicked, listenToCards, ownHeaders, pickCard, rejectPicked, sendPicked, tellInDialog } from "./conversation_cards.js";
import { closeEditor, isWriting, openEditor, sendEdited, takeBetter } from "./conversation_edit.js";
import { scrollToLatest, watchSwaps } from "./conversation_swap.js";
import { afterActs, isUnderWay } from "./conversation_turns.js";
import { words } from "./desk.js";
import { ageTimes } from "./desk_clock.js";
import { listenForKeys } from "./desk_keys.js";
import { listenForNews, refreshQueue } from "./desk_live.js";
import { findNeighbour, goToSearch } from "./desk_queue.js";
import { listenForPlaces } from "./go.js";
import { find } from "./parts.js";
import { listenForTheme } from "./theme.js";

const HERE_EVERY = 20_000;
const TYPING_EVERY = 4000;
const number = document.body.dataset.number;
let typed = -TYPING_EVERY;

function refresh(changed) {
  refreshQueue();
  if (changed === null || changed.includes(Number(number))) window.htmx.trigger(find("live"), "refresh");
}

function goTo(step) {
  const row = findNeighbour(number, step);
  if (row) afterActs(() => row.click());
  else announceLoud(step > 0 ? words.talk.last : words.talk.first);
}

/** Press the control that bears a key, wherever it stands now. */
function press(key) {
  const control = document.querySelector(`.talk-acts [data-key="${key}"], .offers [data-key="${key}"]`);
  if (control && !isUnderWay(control)) control.click();
}

function openDialog(name) {
  find(name).showModal();
  tellInDialog("");
}

function openFacts(name) {
  find("facts-box").open = true;
  (name ? find(`fact-${name}`) : find("facts-form").querySelector("input:not([type=hidden])"))?.focus();
}

function showPane(name) {
  find("talk").dataset.pane = name;
  for (const button of document.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === name));
  }
  if (name === "thread") scrollToLatest();
}

function goToNote() {
  showPane("side");
  find("note").focus();
}

function search() {
  if (find("find").offsetParent) goToSearch();
  else location.assign("/inbox");
}

function leaveEditor() {
  if (find("edit") === document.activeElement) find("edit").blur();
  else if (!find("editor").hidden) closeEditor();
}

function send() {
  if (find("editor").hidden) sendPicked();
  else sendEdited();
}

const COPY = Object.fromEntries(["1", "2", "3"].map((digit) => [digit, () => pickCard(digit)]));
const COPY_TYPING = Object.fromEntries(["1", "2", "3"].map((digit) => [`Alt+${digit}`, () => pickCard(digit)]));
const KEYS = {
  ...COPY, ...COPY_TYPING,
  j: () => goTo(1), k: () => goTo(-1), Enter: send, "Ctrl+Enter": send, e: () => openEditor(), x: () => rejectPicked(),
  Escape: leaveEditor, "Alt+b": takeBetter, n: goToNote, f: () => openFacts(), "/": search,
  ...Object.fromEntries(["a", "s", "h", "d", "c"].map((key) => [key, () => press(key)])),
};
const TYPING = { ...COPY_TYPING, "Ctrl+Enter": sendTyped, "Alt+b": takeBetter };

function sendTyped(event) {
  if (event.target.id === "note") find("note-form").requestSubmit();
  else sendEdited();
}

function listenToClicks() {
  document.addEventListener("click", (event) => {
    const control = event.target.closest("button");
    if (!control) return;
    const { open, show, light, factOf } = control.dataset;
    if (open) openDialog(open);
    if (show) showPane(show);
    if (factOf) openFacts(factOf);
    if (light) turnLight(control);
    if ("close" in control.dataset) control.closest("dialog").close();
    if ("own" in control.dataset) openEditor(null);
    if ("next" in control.dataset) goTo(1);
  });
  find("see-newer").addEventListener("click", () => {
    closeEditor();
    window.htmx.trigger(find("live"), "refresh");
  });
}

// Pointing at a matter lights up the words that speak for it.
function listenToChips() {
  for (const [kind, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    find("talk").addEventListener(kind, ({ target }) => {
      const chip = target.closest?.("[data-light]");
      if (chip) light(chip, on || chip.getAttribute("aria-pressed") === "true");
    });
  }
}

function turnLight(chip) {
  chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
  light(chip, true);
}

function light(chip, on) {
  for (const mark of chip.closest(".bubble").querySelectorAll("[data-lights]")) {
    if (mark.dataset.lights.split(" ").includes(chip.dataset.light)) mark.classList.toggle("lit", on);
  }
}

function sayHere(typing = false) {
  if (document.hidden) return;
  const body = new URLSearchParams({ typing: typing ? "1" : "0" });
  // That nobody hears of it is no harm: it is said again soon.
  fetch(`/inbox/${number}/presence`, { method: "POST", headers: ownHeaders(), body }).catch(() => {});
}

function sayTyping({ target, timeStamp }) {
  if (!target.matches("#edit, #note") || timeStamp - typed < TYPING_EVERY) return;
  typed = timeStamp;
  sayHere(true);
}

function listenToSnooze() {
  find("until-when").addEventListener("input", ({ target }) => {
    find("until-own").value = target.value;
    find("until-own").checked = true;
  });
}

watchSwaps();
listenForTheme();
listenForPlaces();
listenForKeys(KEYS, TYPING);
listenToCards(openEditor);
listenToClicks();
listenToChips();
listenToSnooze();
listenForNews(refresh);
ageTimes();
scrollToLatest();
sayHere();
setInterval(sayHere, HERE_EVERY);
document.addEventListener("input", sayTyping);
window.addEventListener("beforeunload", (event) => { if (isWriting() && find("edit").value !== findDraftText()) event.preventDefault(); });

function findDraftText() {
  return document.querySelector(".card.editing [data-text]")?.textContent ?? "";
}
