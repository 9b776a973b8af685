// What the drafts rest on: deadlines, next steps, rules; and the banners that say what is special.

import { desk, fill, join, say, words } from "./desk.js";
import { mirrorField } from "./facts.js";
import { nameIntent } from "./message.js";
import { judgeMoment, sayDay, sayExactly, sayLeft, sayMoment, sayMoney } from "./moments.js";
import { copyPart, find, make, place, write } from "./parts.js";

const STALE_DAYS = 365;
const BANNERS = ["failed", "escalate", "unsure", "nothing"];
const ticked = new Set();

/** Show everything of an answer that is not a draft. */
export function showBasis(answer) {
  hideBanners();
  find("escalate").hidden = !answer.escalate;
  find("escalate-say").textContent = answer.escalate?.because ?? "";
  find("unsure").hidden = !answer.abstained;
  find("nothing").hidden = answer.abstained || answer.drafts.length > 0;
  find("candidates").replaceChildren(...answer.candidates.map(makeCandidate));
  show("deadlines", "deadline-list", answer.deadlines.map(makeDeadline));
  show("steps", "step-list", answer.steps.map(makeStep));
  show("rules", "rule-list", answer.decisions.map(makeRule));
  find("basis").hidden = !(answer.deadlines.length || answer.steps.length || answer.decisions.length);
}

/** Show nothing of an answer. */
export function hideBasis() {
  hideBanners();
  find("basis").hidden = true;
}

/** Say that the service did not answer, or why it refused. */
export function showFailure(sentence) {
  hideBanners();
  find("failed-say").textContent = sentence;
  find("failed").hidden = false;
}

/** Forget which steps were ticked. */
export function forgetSteps() {
  ticked.clear();
}

/** Let every shown time age. */
export function ageMoments() {
  for (const element of document.querySelectorAll("[data-due]")) age(element);
}

function hideBanners() {
  for (const name of BANNERS) find(name).hidden = true;
}

function show(section, list, rows) {
  find(section).hidden = !rows.length;
  find(list).replaceChildren(...rows);
}

function makeCandidate(candidate) {
  const row = make("li", `${nameIntent(candidate.id)} `);
  // Numbers here: in words all of them would read "check".
  row.append(make("span", `${Math.round(candidate.score * 100)}%`, "confidence"));
  return row;
}

function makeDeadline(deadline) {
  const row = document.createElement("div");
  const due = make("dd", "", "due");
  due.dataset.due = deadline.at;
  age(due);
  row.append(make("dt", nameDeadline(deadline.what)), due);
  return row;
}

function nameDeadline(what) {
  return Object.hasOwn(words.deadlines, what) ? words.deadlines[what] : say(desk.rules, what);
}

function age(element) {
  const { due } = element.dataset;
  element.classList.remove("calm", "soon", "over");
  element.classList.add(judgeMoment(due));
  element.title = sayExactly(due);
  element.replaceChildren(make("span", sayMoment(due)), make("span", sayLeft(due), "due-left"));
}

function makeStep(step) {
  const row = document.createElement("li");
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: ticked.has(step) });
  box.addEventListener("change", () => (box.checked ? ticked.add(step) : ticked.delete(step)));
  label.append(box, make("span", step));
  row.append(label);
  return row;
}

function makeRule(decision) {
  const row = copyPart("rule");
  write(row, "name", say(desk.rules, decision.rule));
  write(row, "outcome", words.outcome[decision.outcome]).classList.add(decision.outcome);
  write(row, "because", decision.because);
  write(row, "sum", decision.amount === null ? "" : sayMoney(decision.amount, decision.currency));
  place(row, "sum-line").hidden = decision.amount === null;
  fillUntil(row, decision.deadline);
  fillMissing(row, decision.facts_missing);
  fillSource(row, decision.source);
  return row;
}

function fillMissing(row, names) {
  const missing = names.map((name) => say(desk.facts, name));
  write(row, "missing", fill(words.basis.missing, { things: join(missing) })).hidden = !missing.length;
  // What a draft asks for already has its field there.
  const others = names.filter((name) => !document.querySelector(`#cards [data-fact="${CSS.escape(name)}"]`));
  place(row, "fields").replaceChildren(...others.map(mirrorField).filter(Boolean));
}

function fillUntil(row, deadline) {
  place(row, "until-line").hidden = deadline === null;
  if (deadline === null) return;
  const until = write(row, "until", `${sayMoment(deadline)} · ${sayLeft(deadline)}`);
  until.title = sayExactly(deadline);
}

function fillSource(row, source) {
  place(row, "source-line").hidden = source === null;
  if (source === null) return;
  if (!source.url && !source.verified_on) return void (place(row, "source-line").textContent = words.basis.own_figure);
  place(row, "source").replaceChildren(linkSource(source));
  write(row, "verified", sayVerified(source.verified_on)).classList.toggle("stale", isStale(source.verified_on));
}

function sayVerified(day) {
  if (!day) return words.basis.unread;
  return fill(isStale(day) ? words.basis.stale : words.basis.verified, { date: sayDay(day) });
}

// A year after somebody read it, a figure may well have changed.
function isStale(day) {
  return day !== null && Date.now() - Date.parse(day) > STALE_DAYS * 86_400_000;
}

function linkSource(source) {
  if (!/^https?:\/\//.test(source.url)) return document.createTextNode(source.name);
  return Object.assign(make("a", source.name), { href: source.url, target: "_blank", rel: "noopener noreferrer" });
}
