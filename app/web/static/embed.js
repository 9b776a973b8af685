// The panel inside a helpdesk. What the helpdesk's page says is only a hint of which conversation is open: the service
// looks it up itself. Messages are taken from, and sent to, the configured origin alone.

import { listenToHelpdesk } from "./embed_helpdesk.js";
import { copyPart, find, make, place, write } from "./parts.js";

const settings = JSON.parse(find("embed").textContent);
const { words, language } = settings;
let conversation = "";
let pass = "";
let known = recall();

/** Show the drafts of the conversation that the helpdesk has open. */
async function show(number) {
  conversation = String(number);
  say(words.embed.loading);
  const asked = new URLSearchParams({ conversation });
  const answer = await ask(`/embed/panel/${encodeURIComponent(settings.channel)}?${asked}`);
  if (!answer) return;
  const shown = await answer.json();
  if (conversation !== String(number)) return;
  pass = shown.pass;
  if (!shown.conversation) return say(words.embed.unknown);
  fill(shown);
}

// Nothing where the panel has no pass, or none that still lets it in: then it asks for one.
async function ask(address, options = {}) {
  const headers = { ...(known ? { Authorization: `Bearer ${known}` } : {}), ...options.headers };
  try {
    const answer = await fetch(address, { ...options, headers, credentials: "omit" });
    // A computer that may draft without a key is told that this takes more than that.
    if ([401, 403].includes(answer.status)) return offerToConnect();
    if (answer.ok) return answer;
    return say(words.embed.failed);
  } catch {
    return say(words.embed.failed);
  }
}

// Some browsers keep nothing for a frame of another site: then the pass lasts as long as the frame does.
function recall() {
  try {
    return sessionStorage.getItem("shouhou-pass") ?? "";
  } catch {
    return "";
  }
}

function remember(given) {
  known = given;
  try {
    sessionStorage.setItem("shouhou-pass", given);
  } catch {
    // It is remembered here.
  }
}

function offerToConnect() {
  remember("");
  find("panel").hidden = true;
  find("connect").hidden = false;
  return say(words.embed.connect_say);
}

function say(sentence) {
  find("state").textContent = sentence;
  find("state").hidden = !sentence;
  return null;
}

function fill(shown) {
  say(shown.drafts.length ? "" : words.embed.none);
  find("connect").hidden = true;
  find("panel").hidden = false;
  find("meant").replaceChildren(...shown.intents.map(({ title, score }) => (
    make("span", `${title[language]} ${Math.round(score * 100)}%`, "pill")
  )));
  find("escalate").hidden = !shown.escalate;
  find("escalate").textContent = shown.escalate?.[language] ?? "";
  find("drafts").replaceChildren(...shown.drafts.map(makeDraft));
  find("steps").replaceChildren(...shown.steps.map((step) => make("li", step[language])));
  find("open").href = `/inbox/${shown.conversation}`;
  find("panel").dataset.conversation = shown.conversation;
}

function makeDraft(draft) {
  const row = copyPart("draft");
  write(row, "text", draft.text).lang = draft.language === "zh" ? "zh-CN" : "en";
  write(row, "gloss", draft.gloss);
  const insert = place(row, "insert");
  insert.hidden = !helpdesk.insert;
  insert.disabled = draft.is_blocked;
  insert.addEventListener("click", () => { helpdesk.insert(draft.text); say(words.embed.inserted); });
  place(row, "copy").addEventListener("click", () => copy(place(row, "text")));
  place(row, "sent").disabled = draft.is_blocked;
  place(row, "sent").addEventListener("click", () => markSent(draft.id));
  return row;
}

// Many helpdesks do not let a frame write to the clipboard: then the words are marked, to be copied by hand.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    say(words.embed.copied);
  } catch {
    getSelection().selectAllChildren(text);
    say(words.embed.by_hand);
  }
}

async function markSent(draft) {
  const number = find("panel").dataset.conversation;
  const headers = { "Content-Type": "application/json", "X-Shouhou-Console": pass };
  const body = JSON.stringify({ draft_id: draft });
  const answer = await ask(`/v1/conversations/${number}/send`, { method: "POST", headers, body });
  if (answer) await show(conversation);
}

find("connect").addEventListener("click", () => {
  window.open(`/embed/connect?lang=${language}`, "shouhou-connect", "popup,width=480,height=420");
});

window.addEventListener("message", ({ origin, data }) => {
  if (origin !== window.location.origin || data?.event !== "shouhou:pass") return;
  remember(data.pass);
  find("connect").hidden = true;
  if (conversation) show(conversation);
});

const helpdesk = listenToHelpdesk(settings, show);
