// Hands the pass to the frame that opened this window. Only a page of our own may get it.

const { pass } = document.body.dataset;

if (pass && window.opener) {
  window.opener.postMessage({ event: "shouhou:pass", pass }, window.location.origin);
  window.close();
}
