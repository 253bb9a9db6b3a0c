// What Gradio's page has not: the record beside the conversation, and the native form fields of the filter.
// Nothing is put together from text here: records come as HTML that the server has escaped.

const byId = (id) => document.getElementById(id);
const fields = () => [...document.querySelectorAll("[data-filter]")];
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let opened = null; // the link that opened the record, which takes the focus back
let fetching = null;

window.minutebook = {
  chosen: () => Object.fromEntries(fields().map((field) => [field.dataset.filter, field.value])),
};

async function openRecord(link) {
  fetching?.abort();
  fetching = new AbortController();
  const address = new URL(link.href);
  address.searchParams.set("panel", "1");
  let answer;
  try {
    const reply = await fetch(address, { signal: fetching.signal });
    answer = await reply.text();
  } catch (problem) {
    if (problem.name === "AbortError") return;
    location.assign(link.href); // the plain page says what is wrong
    return;
  }
  if (!byId("mb-record").contains(link)) opened = link;
  show(answer, link);
}

function show(record, link) {
  const panel = byId("mb-panel");
  byId("mb-record").innerHTML = record;
  panel.hidden = false;
  document.documentElement.dataset.reading = "yes";
  for (const other of document.querySelectorAll("a.mb-place[aria-current]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  byId("mb-record-title")?.focus({ preventScroll: true });
  const mark = panel.querySelector("mark");
  const body = panel.querySelector(".mb-scroll");
  if (mark && body) body.scrollTop = Math.max(0, mark.offsetTop - body.clientHeight / 3);
  if (getComputedStyle(byId("mb-reader")).position === "sticky") return;
  const there = mark && mark.offsetTop > innerHeight / 2 ? mark : panel; // beneath the conversation on a narrow screen
  there.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: there === mark ? "center" : "start" });
}

function closeRecord() {
  const panel = byId("mb-panel");
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  byId("mb-record").replaceChildren();
  delete document.documentElement.dataset.reading;
  for (const link of document.querySelectorAll("a.mb-place[aria-current]")) link.removeAttribute("aria-current");
  (opened?.isConnected ? opened : document.querySelector("#mb-question textarea"))?.focus();
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page that is not encrypted has no clipboard: mark the line instead, ready for Ctrl-C.
    getSelection().selectAllChildren(button.parentElement.querySelector(".mb-cite-line"));
    button.textContent = "Marked: now copy it";
    return;
  }
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy citation"), 2000);
}

function narrowCommittees() {
  const council = byId("mb-council").value;
  const committee = byId("mb-committee");
  for (const group of committee.querySelectorAll("optgroup")) {
    group.hidden = group.disabled = Boolean(council) && group.label !== council;
  }
  if (committee.selectedOptions[0]?.closest("optgroup")?.disabled) committee.value = "";
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.mb-place");
  if (link && byId("mb-panel") && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    openRecord(link);
  } else if (event.target.closest("#mb-close")) {
    closeRecord();
  } else if (event.target.closest("[data-copy]")) {
    copy(event.target.closest("[data-copy]"));
  } else if (event.target.closest("#mb-clear")) {
    closeRecord();
    document.querySelector("#mb-question textarea")?.focus();
  }
});

document.addEventListener("change", (event) => {
  if (event.target.id === "mb-committee" && event.target.value && !byId("mb-council").value) {
    byId("mb-council").value = event.target.selectedOptions[0].closest("optgroup").label;
  }
  if (event.target.matches("#mb-council, #mb-committee")) narrowCommittees();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeRecord();
});

// A new question stays in view while its reply comes; once the reader scrolls, nothing moves by itself.
let turns = 0;
let followed = null;
new MutationObserver(() => {
  const now = document.querySelectorAll(".mb-turn");
  if (now.length > turns) followed = now[now.length - 1];
  turns = now.length;
  if (!followed) return;
  followed.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
  if (!followed.classList.contains("mb-busy")) followed = null;
}).observe(document.body ?? document.documentElement, { childList: true, subtree: true });
for (const scrolled of ["wheel", "touchmove"]) {
  addEventListener(scrolled, () => (followed = null), { passive: true });
}

// Gradio sets the page's language to that of its own labels; ours is British English.
const root = document.documentElement;
new MutationObserver(() => {
  if (root.lang !== "en-GB") root.lang = "en-GB";
}).observe(root, { attributeFilter: ["lang"] });
root.lang = "en-GB";
