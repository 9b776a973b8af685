// The drafts of a conversation: picked and copied with their number, and marked as sent.

import { isUnderWay } from "./conversation_turns.js";
import { desk, fill, words } from "./desk.js";
import { announce, find } from "./parts.js";

const BLINK = 1600;
let goes = 0;

/** Return the card that is picked, or null. */
export function findPicked() {
  return document.querySelector(".card.picked");
}

function findCard(number) {
  return document.querySelector(`[data-card="${number}"]`);
}

/** Pick card `number` and copy its reply. */
export async function pickCard(number) {
  const card = findCard(number);
  if (!card) return;
  for (const other of document.querySelectorAll(".card.picked")) other.classList.remove("picked");
  card.classList.add("picked");
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  await copyText(card.querySelector("[data-text]"), card.querySelector("[data-copy-word]"));
  announce(fill(words.talk.picked, { n: number }));
}

/** Mark a card as picked again that has come anew; `said` is what its button said of the copy. */
export function pickAgain(card, said) {
  card.classList.add("picked");
  card.tabIndex = -1;
  const word = card.querySelector("[data-copy-word]");
  if (word.textContent !== said) say(word, said);
  if (document.activeElement === document.body) card.focus({ preventScroll: true });
}

/** Copy what an element or a field holds, and say so on its button; where the browser refuses, mark it. */
export async function copyText(element, word) {
  const text = element.value ?? element.textContent;
  try {
    await navigator.clipboard.writeText(text);
    say(word, words.draft.copied);
  } catch {
    if (element.select) element.select();
    else getSelection().selectAllChildren(element);
    say(word, words.draft.copy_by_hand);
  }
}

function say(word, sentence) {
  word.textContent = sentence;
  setTimeout(() => { word.textContent = words.draft.copy; }, BLINK);
}

/** Mark the picked draft as sent; without one, say that one has to be picked: nothing goes out by mistake. */
export function sendPicked() {
  const button = findPicked()?.querySelector("[data-send]");
  if (!button) return announceLoud(words.talk.pick_first);
  if (button.disabled) return announceLoud(button.dataset.why ?? words.talk.blocked, false);
  // Pressed twice it goes out once.
  if (!isUnderWay(button)) button.click();
}

/** Open the dialog in which the picked draft is rejected. */
export function rejectPicked(card = findPicked()) {
  if (!card) return announceLoud(words.talk.pick_first);
  const dialog = find("reject");
  dialog.querySelector("[name=draft]").value = card.dataset.draft;
  dialog.showModal();
  tellInDialog("");
}

/** Say something where everybody sees it; it goes by itself. */
export function announceLoud(sentence, well = true) {
  const told = find("told");
  told.textContent = sentence;
  told.dataset.well = well ? "yes" : "no";
  showTold();
}

/** Let what was told go after a while; what was refused stands in the dialog that is open until that closes. */
export function showTold() {
  const told = find("told");
  const refused = told.dataset.well === "no";
  tellInDialog(refused ? told.textContent : "");
  // The place comes anew with each sentence: the time of the one before must not end this one's.
  clearTimeout(goes);
  goes = setTimeout(() => { find("told").textContent = ""; }, refused ? 12_000 : 4000);
}

/** Say in the open dialog, if there is one, what stands in the way. */
export function tellInDialog(sentence) {
  const place = document.querySelector("dialog[open] [data-told]");
  if (place) place.textContent = sentence;
}

/** Let clicks on cards do what the keys do. */
export function listenToCards(edit) {
  find("talk").addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (!card) return;
    if (event.target.closest("[data-copy]")) pickCard(card.dataset.card);
    else if (event.target.closest("[data-edit]")) edit(card);
    else if (event.target.closest("[data-reject]")) rejectPicked(card);
    // Words that were just marked by hand are not to be overwritten in the clipboard.
    else if (event.target.closest("[data-text]") && getSelection().isCollapsed) pickCard(card.dataset.card);
  });
}

/** Return the headers that our own calls show. */
export function ownHeaders() {
  return { "X-Shouhou-Console": desk.pass };
}
