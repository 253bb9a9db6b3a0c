// What the views beside the conversation need: the record beside a list, and news of a run that is going on.
// All else works without a script.

import "./record.js";

const waiting = document.querySelector("[data-refresh]");
if (waiting) setTimeout(() => location.replace(waiting.querySelector("a").href), Number(waiting.dataset.refresh));
