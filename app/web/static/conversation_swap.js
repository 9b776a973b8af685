// What comes from the service takes its place on the page, but never that of what is being worked on.

import { isWriting } from "./conversation_edit.js";
import { announceLoud, findPicked, pickAgain, showTold } from "./conversation_cards.js";
import { words } from "./desk.js";
import { announce, find } from "./parts.js";

const NEAR = 120;
const REFUSED = 422;
let request = null;
let stays = false;
let picked = null;

/** Watch what htmx puts into the page. */
export function watchSwaps() {
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

function guard(event) {
  const { target, fragment } = event.detail;
  if (target.id === "facts-form" && target.contains(document.activeElement)) event.detail.shouldSwap = false;
  // What was refused stays as it was typed, to be mended.
  if (request?.xhr.status === REFUSED && ["facts-form", "offers"].includes(target.id)) event.detail.shouldSwap = false;
  if (target.id === "bubbles") stays = find("bubbles").parentElement.scrollHeight - find("bubbles").parentElement.scrollTop
    - find("bubbles").parentElement.clientHeight > NEAR;
  if (target.id !== "offers" || !event.detail.shouldSwap) return;
  picked = findPicked()?.dataset.draft ?? null;
  if (!isWriting() || isDone()) return;
  event.detail.shouldSwap = false;
  const coming = fragment.querySelector("#offers") ?? fragment.firstElementChild;
  if (coming?.dataset.offers !== target.dataset.offers) find("newer").hidden = false;
}

// What was in the edit box is sent: now it may go.
function isDone() {
  return request?.requestConfig.elt.closest("#editor") && request.xhr.status < 400;
}

function settle({ detail }) {
  // htmx tells of what was left alone as well.
  if (!detail.shouldSwap) return;
  const { id } = detail.target;
  if (id === "offers") find("newer").hidden = true;
  if (id === "offers" && picked) pickAgain(picked);
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
  if (status >= 200 && status < 400) putAway(form);
  else if (status && !responseText.includes('id="told"')) explain(status);
  if (find("told").textContent && !form?.matches("#live")) announce(find("told").textContent);
}

function putAway(form) {
  const dialog = form?.closest("dialog");
  dialog?.close();
  if (dialog || form?.id === "note-form") form.reset?.();
  if (form?.matches(".facts-form, .missing")) markWrong([]);
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
