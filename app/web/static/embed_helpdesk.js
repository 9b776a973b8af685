// What each helpdesk says to a frame, and what a frame may ask of it.

/** Listen to the helpdesk's page; `show` gets the number of the conversation that it has open.
 *  Returns what can be done there: `insert` puts words into the agent's reply, where the helpdesk has a way. */
export function listenToHelpdesk({ kind, origin }, show) {
  const listen = { chatwoot: listenToChatwoot, zendesk: listenToZendesk, generic: listenToAny }[kind];
  return listen(origin, show);
}

// Whoever else speaks to this frame is not heard.
function hear(origin, take) {
  window.addEventListener("message", (event) => {
    if (event.origin !== origin || event.source !== window.parent) return;
    const said = read(event.data);
    if (said && typeof said === "object") take(said);
  });
}

function read(data) {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

// Chatwoot's Dashboard App: the context comes as text, unsigned; only the conversation's number is taken from it.
function listenToChatwoot(origin, show) {
  hear(origin, ({ event, data }) => {
    const number = event === "appContext" ? data?.conversation?.id : null;
    if (number) show(number);
  });
  window.parent.postMessage("chatwoot-dashboard-app:fetch-info", origin);
  return {};
}

// Zendesk's app framework, spoken by hand: its own script is not loaded from elsewhere under our content policy.
function listenToZendesk(origin, show) {
  const guid = new URLSearchParams(window.location.search).get("app_guid");
  const say = (message) => {
    window.parent.postMessage(JSON.stringify({ ...message, appGuid: guid, instanceGuid: guid }), origin);
  };
  let last = 0;
  let asked = 0;
  const ask = (request, params) => say({ id: ++last, request, params });
  const askForTicket = () => { ask("get", ["ticket.id"]); asked = last; };
  hear(origin, ({ key, id, result }) => {
    if (key === "zaf.app.registered" || key === "zaf.app.activated") askForTicket();
    else if (id && id === asked && result?.["ticket.id"]) show(result["ticket.id"]);
  });
  say({ key: "iframe.handshake", message: { version: "2.0.34" } });
  return { insert: (text) => ask("invoke", { "ticket.comment.appendText": [text] }) };
}

// Any other page: it says which conversation is open, and gets the words to put into its own field.
function listenToAny(origin, show) {
  hear(origin, ({ event, conversation }) => {
    if (event === "shouhou:conversation" && conversation) show(conversation);
  });
  const say = (message) => window.parent.postMessage(message, origin);
  say({ event: "shouhou:ready" });
  return { insert: (text) => say({ event: "shouhou:insert", text }) };
}
