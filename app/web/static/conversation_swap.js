// What comes from the service takes its place on the page, but never that of what is being worked on.

import { isWriting } from "./conversation_edit.js";
import { announceLoud, showTold } from "./conversation_cards.js";
import { isHeld, isNews, watchTurns } from "./conversation_turns.js";
import { followEdit, rememberWork, resumeWork, wouldLose } from "./conversation_work.js";
import { words } from "./desk.js";
import { announce, find } from "./parts.js";

const NEAR = 120;
const REFUSED = 422;
const GUARDS = { "facts-form": guardFacts, bubbles: guardBubbles, offers: guardOffers };
const shown = new Map();
let request = null;
let stays = false;

/** Watch what htmx puts into the page. */
export function watchSwaps() {
  watchTurns();
  document.addEventListener("htmx:beforeSwap", noteRequest);
  document.addEventListener("htmx:oobBeforeSwap", guard);
  document.addEventListener("htmx:oobAfterSwap", settle);
  document.addEventListener("htmx:afterRequest", finish);
  document.addEventListener("htmx:sendError", () => announceLoud(words.talk.not_saved, false));
}

function noteRequest({ detail }) {
  // Who was logged out meanwhile is sent to the page on which to log in.
  if (new URL(detail.xhr.responseURL).pathname === "/login") location.assign(detail.xhr.responseURL);
  request = detail;
}

function guard({ detail }) {
  const { target, fragment } = detail;
  const coming = fragment.firstElementChild;
  // The queue's rows are nobody's work.
  if (!request || !find("talk").contains(target) || find("queue").contains(target)) return;
  const given = coming.cloneNode(true);
  const isLeft = isHeld() || isSame(target, given) || GUARDS[target.id]?.(target, coming);
  detail.shouldSwap = target.id === "told" || !isLeft;
  if (detail.shouldSwap) shown.set(target.id, given);
}

// News that bring nothing new touch nothing: not what is picked, marked or read there.
function isSame({ id }, given) {
  return isNews(request) && shown.get(id)?.isEqualNode(given);
}

// What was refused stays as it was typed, to be mended.
function wasRefused() {
  return request.xhr.status === REFUSED;
}

function guardFacts(form) {
  return form.contains(document.activeElement) || wasRefused();
}

function guardBubbles(list, coming) {
  const pane = list.parentElement;
  stays = pane.scrollHeight - pane.scrollTop - pane.clientHeight > NEAR;
  keepOlder(list, coming);
  return false;
}

// Earlier messages that were asked for stay over the latest ones.
function keepOlder(list, coming) {
  const first = coming.querySelector(".bubble");
  const same = first && list.querySelector(`#${CSS.escape(first.id)}`);
  if (!same || same === list.querySelector(".bubble")) return;
  const older = [...list.children].slice(0, [...list.children].indexOf(same));
  coming.querySelector(".older")?.remove();
  coming.prepend(...older);
}

function guardOffers(offers, coming) {
  if (wasRefused()) return true;
  const busy = (isWriting() && !isDone()) || wouldLose(coming);
  if (!busy) rememberWork();
  else if (coming.dataset.offers !== offers.dataset.offers) tellNewer(coming);
  return busy;
}

function tellNewer(coming) {
  if (!find("editor").hidden) followEdit(coming);
  find("newer").hidden = false;
}

// What was in the edit box is sent: now it may go.
function isDone() {
  return request?.requestConfig.elt.closest("#editor") && request.xhr.status < 400;
}

function settle({ detail }) {
  // htmx tells of what was left alone as well.
  if (!detail.shouldSwap) return;
  const { id } = detail.target;
  if (id === "offers") {
    find("newer").hidden = true;
    resumeWork({ tells: isNews(request) });
  }
  if (id === "bubbles" && !stays) scrollToLatest();
  if (id === "told") {
    showTold();
    markWrong(find("told").dataset.wrong.split(" "));
  }
}

// By the page's settings no answer is an error to htmx, which would complain of it in the console.
function finish({ detail }) {
  const form = detail.requestConfig?.elt;
  const { status, responseText } = detail.xhr;
  if (status >= 200 && status < 400) putAway(form, detail);
  else if (status && !responseText.includes('id="told"')) explain(status);
  // What was done to the page may not have been done at all: the next news put it right.
  if (status !== REFUSED && !(status >= 200 && status < 400)) shown.clear();
  if (find("told").textContent && !form?.matches("#live")) announce(find("told").textContent);
}

function putAway(form, { requestConfig }) {
  const dialog = form?.closest("dialog");
  dialog?.close();
  if (dialog) form.reset?.();
  if (form?.id === "note-form") clearNote(requestConfig.parameters.text);
  if (form?.matches(".facts-form, .missing")) markWrong([]);
}

// What was written while the note was on its way is the next one.
function clearNote(kept) {
  const box = find("note");
  box.value = box.value.startsWith(kept) ? box.value.slice(kept.length).trimStart() : "";
}

function explain(status) {
  const outdated = status === 401 || status === 403 || status >= 500;
  announceLoud(outdated ? words.failed.reload : words.talk.told.refused, false);
}

function markWrong(names) {
  for (const field of document.querySelectorAll("[data-fact]")) {
    const wrong = names.includes(field.dataset.fact);
    field.classList.toggle("wrong", wrong);
    field.querySelector(".field-wrong").hidden = !wrong;
    field.querySelector("input, select").setAttribute("aria-invalid", String(wrong));
  }
}

/** Show the end of the history. */
export function scrollToLatest() {
  const pane = find("bubbles").parentElement;
  pane.scrollTop = pane.scrollHeight;
}
