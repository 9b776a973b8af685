// What happens at the desk, as it happens. Only a page that is seen listens: a browser opens few connections at once.

import { desk, fill, words } from "./desk.js";
import { announce, find } from "./parts.js";

const AGAIN = 3000;
const SEEN_FOR = 45_000;
let source = null;
let again = 0;
let wasCut = false;

/** Listen while the page is seen; `changed` is called with the numbers of conversations in which something did,
 *  and with none where anything may have: with `missed` also at first, for what happened while the page was on its way. */
export function listenForNews(changed, { missed = false } = {}) {
  const turn = () => (document.hidden ? stop() : start(changed, { missed: true }));
  document.addEventListener("visibilitychange", turn);
  // Coming back by the browser's own arrow, the page may be as it was left.
  window.addEventListener("pageshow", (event) => { if (event.persisted) start(changed, { missed: true }); });
  window.addEventListener("pagehide", stop);
  if (!document.hidden) start(changed, { missed });
}

function start(changed, { missed }) {
  stop();
  source = new EventSource("/inbox/events");
  source.onopen = () => {
    if (missed || wasCut) changed(null);
    wasCut = false;
  };
  source.onmessage = ({ data }) => tell(JSON.parse(data), changed);
  source.onerror = () => {
    if (!wasCut) announce(words.talk.cut_off);
    wasCut = true;
    if (source?.readyState === EventSource.CLOSED) again = setTimeout(() => start(changed, { missed: true }), AGAIN);
  };
}

function stop() {
  clearTimeout(again);
  source?.close();
  source = null;
}

function tell(news, changed) {
  for (const [number, people] of Object.entries(news.present)) showPresent(number, people);
  if (news.changed.length) changed(news.changed);
}

/** Say who else is in a conversation, wherever the page speaks of it; it passes unless it is said again. */
function showPresent(number, people) {
  const others = people.filter(({ id }) => id !== desk.me);
  const said = others.map(({ name, typing }) => fill(words.inbox[typing ? "typing" : "looking"], { name })).join(" ");
  for (const place of document.querySelectorAll(`[data-present="${CSS.escape(number)}"]`)) {
    place.textContent = said;
    clearTimeout(place.passes);
    if (said) place.passes = setTimeout(() => { place.textContent = ""; }, SEEN_FOR);
  }
}

/** Fetch the queue anew. */
export function refreshQueue() {
  window.htmx.trigger(find("queue"), "refresh");
}
