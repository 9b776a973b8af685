// One thing after the other. What the service answered while something else was being done may be older than that: it is
// not shown, and once nothing is under way any more the page is asked for anew.

import { find } from "./parts.js";

const acts = new Set();
let crossed = false;
let isFresh = true;
let again = false;
let next = null;

/** Watch what the page sends and gets; before anything else looks at it. */
export function watchTurns() {
  document.addEventListener("htmx:beforeRequest", begin);
  document.addEventListener("htmx:beforeSwap", judge);
  document.addEventListener("htmx:afterRequest", end);
}

/** Return whether an answer is held back because another thing was done at the same time. */
export function isHeld() {
  return crossed;
}

/** Return whether the answer is to the page's own question for news. */
export function isNews({ requestConfig }) {
  return requestConfig.elt.id === "live";
}

/** Do something once nothing is under way any more; not at all where what was under way is refused. */
export function afterActs(does) {
  if (acts.size) next = does;
  else does();
}

/** Return whether what a control would do is being done already. */
export function isUnderWay(control) {
  return control.form?.classList.contains("htmx-request") ?? false;
}

function begin(event) {
  const { requestConfig, xhr } = event.detail;
  if (isNews(event.detail)) {
    isFresh = !acts.size;
    if (isFresh) return;
    again = true;
    event.preventDefault();
  } else if (requestConfig.verb === "post") {
    crossed ||= acts.size > 0;
    isFresh = false;
    acts.add(xhr);
  }
}

function judge({ detail }) {
  if (!isNews(detail) || isFresh) return;
  detail.shouldSwap = false;
  if (acts.size) again = true;
  else ask();
}

function end({ detail }) {
  if (!acts.delete(detail.xhr)) return;
  const { status } = detail.xhr;
  if (status < 200 || status >= 400) next = null;
  if (acts.size) return;
  if (again || crossed) ask();
  again = crossed = false;
  const does = next;
  next = null;
  does?.();
}

function ask() {
  window.htmx.trigger(find("live"), "refresh");
}
