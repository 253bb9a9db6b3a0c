// What the views beside the conversation need: the record beside a list, news of a run that is going on, parts that
// take a while. All else works without a script.

import * as kept from "./kept.js";
import "./record.js";

const form = document.querySelector("form[data-scope]");
if (form) kept.keepScopeOf(form); // as it was shown, not as it is being changed
kept.carry();

const waiting = document.querySelector("[data-refresh]");
if (waiting) setTimeout(() => location.replace(waiting.querySelector("a").href), Number(waiting.dataset.refresh));

for (const part of document.querySelectorAll("[data-later]")) {
  const link = part.querySelector("p");
  link.hidden = true;
  const wait = Object.assign(document.createElement("p"), { className: "mb-quiet", textContent: "Being looked at …" });
  part.append(wait);
  fetch(new URL(part.dataset.later, document.baseURI))
    .then(async (reply) => (reply.ok ? (part.innerHTML = await reply.text()) : Promise.reject(reply)))
    .catch(() => (wait.remove(), (link.hidden = false)));
}
