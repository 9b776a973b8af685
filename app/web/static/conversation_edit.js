// The edit box: the reply in it is checked while it is written, and objections stand at the words.

import { desk, fill, words } from "./desk.js";
import { announceLoud, copyText, findPicked, ownHeaders } from "./conversation_cards.js";
import { isUnderWay } from "./conversation_turns.js";
import { copyPart, cutText, find, make, place, write } from "./parts.js";

const PAUSE = 150;
let timer = 0;
let asked = 0;
let original = "";

/** Return whether something is written in the edit box that is not a draft's own text. */
export function isWriting() {
  const box = find("edit");
  return Boolean(box && !find("editor").hidden && (box.value !== original || document.activeElement === box));
}

/** Open the edit box in a card, or under the cards for a reply of one's own. */
export function openEditor(card = findPicked()) {
  const editor = find("editor");
  if (!editor) return;
  const text = card?.querySelector("[data-text]");
  closeCards();
  card?.classList.add("editing");
  if (card) card.querySelector(".pair").before(editor);
  else find("offers").querySelector(".offers-more").after(editor);
  original = text?.textContent ?? "";
  editor.elements.draft.value = card?.dataset.draft ?? "";
  find("edit").value = original;
  editor.hidden = false;
  listenToEditor(editor);
  find("edit").focus();
  check();
}

/** Close the edit box; the draft stays as it was. */
export function closeEditor() {
  find("editor").hidden = true;
  closeCards();
}

function closeCards() {
  for (const card of document.querySelectorAll(".card.editing")) card.classList.remove("editing");
}

/** Mark what is in the edit box as sent. */
export function sendEdited() {
  const button = document.querySelector("#editor:not([hidden]) [data-send-edit]");
  if (button?.dataset.why) announceLoud(button.dataset.why, false);
  else if (button && !button.disabled && !isUnderWay(button)) button.click();
}

/** Put the first better wording that the check offers in the place of the words. */
export function takeBetter() {
  document.querySelector("#edit-findings [data-part=better]:not([hidden])")?.click();
}

// The box comes anew with the drafts: each one is listened to once.
function listenToEditor(editor) {
  if (editor.dataset.heard) return;
  editor.dataset.heard = "yes";
  const box = find("edit");
  box.addEventListener("input", (event) => {
    mark([]);
    if (!event.isComposing) checkSoon();
  });
  box.addEventListener("compositionend", checkSoon);
  editor.querySelector("[data-leave-edit]").addEventListener("click", closeEditor);
  const copy = editor.querySelector("[data-copy-edit]");
  copy.addEventListener("click", () => copyText(box, copy.querySelector("[data-copy-word]")));
}

function checkSoon() {
  clearTimeout(timer);
  say(words.talk.checking);
  timer = setTimeout(check, PAUSE);
}

async function check() {
  clearTimeout(timer);
  const mine = ++asked;
  const text = find("edit").value;
  if (!text.trim()) return show([], text);
  const body = new URLSearchParams({ text, draft: find("editor").elements.draft.value });
  try {
    const response = await fetch(`/inbox/${document.body.dataset.number}/check`, { method: "POST", headers: ownHeaders(), body });
    const { findings } = await response.json();
    if (mine === asked && find("edit")?.value === text) show(findings, text);
  } catch {
    // The service checks once more when the reply is marked as sent.
    if (mine === asked) say("");
  }
}

function show(findings, text) {
  mark(findings);
  const blocked = findings.some(({ severity }) => severity === "block");
  const button = find("editor").querySelector("[data-send-edit]");
  for (const one of [button, find("editor").querySelector("[data-send-out]")]) {
    if (one) one.disabled = blocked || !text.trim() || "why" in one.dataset;
  }
  const list = find("edit-findings");
  list.hidden = !findings.length;
  list.replaceChildren(...findings.map((finding) => makeFinding(finding, text)));
  say(!text.trim() ? "" : blocked ? words.talk.blocked : findings.length ? words.talk.warned : words.talk.clean);
}

function say(sentence) {
  find("edit-state").textContent = sentence;
}

// The copy under the writing carries the marks; the line at the end keeps the box from jumping.
function mark(findings) {
  const nodes = cutText(find("edit").value, findings, (piece, here) => (
    make("mark", piece, here.some(({ severity }) => severity === "block") ? "block" : "warn")
  ));
  find("mirror").replaceChildren(...nodes, "\n");
}

function makeFinding(finding, text) {
  const row = copyPart("finding");
  row.classList.add(finding.severity);
  write(row, "severity", words.finding[finding.severity]);
  write(row, "words", Array.from(text).slice(...finding.span).join(""));
  write(row, "say", finding.say[desk.language]);
  write(row, "code", finding.code);
  const better = finding.better && finding.better[/\p{Script=Han}/u.test(text) ? "zh" : "en"];
  if (better) offerBetter(place(row, "better"), finding, better);
  return row;
}

function offerBetter(button, finding, better) {
  button.hidden = false;
  button.textContent = fill(words.talk.better, { text: better });
  button.title = "Alt+B";
  button.addEventListener("click", () => {
    const box = find("edit");
    const letters = Array.from(box.value);
    letters.splice(finding.span[0], finding.span[1] - finding.span[0], better);
    box.value = letters.join("");
    box.focus();
    check();
  });
}
