// Quick reply: paste, read, copy. Joins the parts of the page; each part lives in its own file.

import { ask, dropRequest, Refusal } from "./ask.js";
import { ageMoments, forgetSteps, hideBasis, showBasis, showFailure } from "./basis.js";
import { copyDraft, hideDrafts, isBusy, setBusy, showDrafts } from "./cards.js";
import { desk, fill, words } from "./desk.js";
import { keepFacts, putFacts, readFacts, refuseFact } from "./facts.js";
import { listenForPlaces } from "./go.js";
import { FIELDS, listenForKeys } from "./keys.js";
import { clearMarks, complain, countMessage, hideReading, putMessage, readMessage, showReading } from "./message.js";
import { announce, find } from "./parts.js";
import { clearRecent, keepRecent, showRecent } from "./recent.js";
import { listenForTheme } from "./theme.js";

const TYPING = 180;
const AGEING = 20_000;
const KEPT = "shouhou.ask";
const box = find("message");
let timer = 0;
let answered = "";
let wanted = 0;

function readPlatform() {
  return document.querySelector("[name=platform]:checked").value;
}

function putPlatform(platform) {
  const radio = document.querySelector(`[name=platform][value="${CSS.escape(platform ?? "")}"]`);
  if (radio) radio.checked = true;
}

function gather() {
  return {
    message: readMessage(), platform: readPlatform(), facts: readFacts(),
    reply_language: find("reply-language").value, agent_language: desk.language,
  };
}

// The tab keeps what is being written, so that a reload or a change of language loses nothing.
function keepTab() {
  const kept = { message: readMessage(), platform: readPlatform(), facts: keepFacts() };
  sessionStorage.setItem(KEPT, JSON.stringify({ ...kept, reply: find("reply-language").value }));
}

function restoreTab() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return;
  putMessage(kept.message);
  putPlatform(kept.platform);
  putFacts(kept.facts);
  find("reply-language").value = kept.reply;
}

function showNothing() {
  dropRequest();
  wanted = 0;
  hideReading();
  hideDrafts();
  hideBasis();
  setBusy(false);
  find("empty").hidden = false;
}

function show(answer, message) {
  answered = message;
  find("empty").hidden = true;
  showReading(answer);
  showDrafts(answer);
  showBasis(answer);
  setBusy(false);
  announce(answer.abstained ? words.unsure.label : fill(words.draft.ready, { n: answer.drafts.length }));
  if (wanted) copyDraft(wanted);
  wanted = 0;
}

// While an answer is under way, what stands there may be for another buyer: the copy waits for what is coming.
function copy(number) {
  if (isBusy()) wanted = number;
  else copyDraft(number);
}

function fail(error) {
  setBusy(false);
  wanted = 0;
  if (readMessage() !== answered) hideDrafts();
  find("empty").hidden = true;
  if (!(error instanceof Refusal)) {
    showFailure(words.failed.say);
  } else if (error.problem.status === 401) {
    showFailure(words.failed.reload);
  } else {
    const facts = error.problem.errors.filter(({ path }) => path.startsWith("facts.") && refuseFact(path.slice(6)));
    showFailure(facts.length ? words.failed.refused : error.problem.detail);
  }
  announce(find("failed-say").textContent);
}

async function draft() {
  clearTimeout(timer);
  keepTab();
  const length = countMessage();
  complain(length > desk.limit ? fill(words.message.too_long, { n: length, limit: desk.limit }) : "");
  if (length > desk.limit) {
    setBusy(false);
    return dropRequest();
  }
  if (!readMessage().trim()) return showNothing();
  setBusy(true);
  try {
    const body = gather();
    const answer = await ask(body);
    // Words typed meanwhile have their own request under way; marks for the old ones would lie askew.
    if (answer && body.message === readMessage()) show(answer, body.message);
  } catch (error) {
    fail(error);
  }
}

function draftSoon() {
  clearTimeout(timer);
  wanted = 0;
  setBusy(true);
  timer = setTimeout(draft, TYPING);
}

function beginAnew(message = "", platform = readPlatform()) {
  wanted = 0;
  forgetSteps();
  putFacts({});
  putMessage(message);
  putPlatform(platform);
  draft();
}

function openNext() {
  keepRecent(readMessage(), readPlatform());
  beginAnew();
  box.focus();
}

function openRecent(entry) {
  beginAnew(entry.text, entry.platform);
}

function takePaste(event) {
  const inField = event.target.closest?.(FIELDS);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (inField || !text.trim() || find("keys").open) return;
  event.preventDefault();
  keepRecent(readMessage(), readPlatform());
  const hadFacts = Object.keys(keepFacts()).length > 0;
  beginAnew(text);
  if (hadFacts) announce(words.message.new_buyer);
}

// Pasting over the whole of an old message begins with a new buyer: the old one's facts must not speak for them.
function noticeOverwrite() {
  const whole = box.value && box.selectionStart === 0 && box.selectionEnd === box.value.length;
  if (!whole) return;
  keepRecent(readMessage(), readPlatform());
  forgetSteps();
  putFacts({});
}

function listenToMessage() {
  box.addEventListener("paste", noticeOverwrite);
  box.addEventListener("input", (event) => {
    clearMarks();
    if (event.isComposing) return;
    if (event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop") draft();
    else draftSoon();
  });
  box.addEventListener("compositionend", draftSoon);
}

function listenToForm() {
  find("ask").addEventListener("submit", (event) => event.preventDefault());
  find("ask").addEventListener("change", (event) => { if (event.target !== box) draft(); });
  find("facts").addEventListener("input", (event) => { if (!event.isComposing) draftSoon(); });
  find("next").addEventListener("click", openNext);
  find("retry").addEventListener("click", draft);
  find("try").addEventListener("click", () => { putMessage(words.empty.example); draft(); });
}

function listenToPage() {
  listenForTheme();
  listenForPlaces();
  listenForKeys({ copy, next: openNext, message: () => box.focus() });
  find("show-keys").addEventListener("click", () => find("keys").showModal());
  find("recent-clear").addEventListener("click", clearRecent);
  document.addEventListener("paste", takePaste);
  document.addEventListener("copied", () => keepRecent(readMessage(), readPlatform()));
  setInterval(ageMoments, AGEING);
}

listenToMessage();
listenToForm();
listenToPage();
showRecent(openRecent);
restoreTab();
draft();
