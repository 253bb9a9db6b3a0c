// The record beside what cites it. Records come as HTML that the server has escaped.
// The first record that is opened adds a step to the browser's history, so that Back closes it again.

const byId = (id) => document.getElementById(id);
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let opened = null; // the link that opened the record, which takes the focus back
let fetching = null;

export const openPlace = () => history.state?.place ?? null;

export async function openRecord(href, link = null) {
  fetching?.abort();
  fetching = new AbortController();
  const address = new URL(href, document.baseURI);
  address.searchParams.set("panel", "1");
  let answer;
  try {
    const reply = await fetch(address, { signal: fetching.signal });
    answer = await reply.text();
  } catch (problem) {
    if (problem.name === "AbortError") return;
    location.assign(new URL(href, document.baseURI)); // the plain page says what is wrong
    return;
  }
  if (link && !byId("mb-record").contains(link)) opened = link;
  show(answer, link);
}

function show(record, link) {
  const panel = byId("mb-panel");
  byId("mb-record").innerHTML = record;
  panel.hidden = false;
  document.documentElement.dataset.reading = "yes";
  for (const other of document.querySelectorAll("a.mb-place[aria-current]")) other.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  byId("mb-record-title")?.focus({ preventScroll: true });
  const mark = panel.querySelector("mark");
  const body = panel.querySelector(".mb-scroll");
  if (mark && body) body.scrollTop = Math.max(0, mark.offsetTop - body.clientHeight / 3);
  if (["sticky", "fixed"].includes(getComputedStyle(byId("mb-reader")).position)) return;
  const there = mark && mark.offsetTop > innerHeight / 2 ? mark : panel; // beneath the conversation on a narrow screen
  there.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: there === mark ? "center" : "start" });
}

function hide() {
  const panel = byId("mb-panel");
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  byId("mb-record").replaceChildren();
  delete document.documentElement.dataset.reading;
  for (const link of document.querySelectorAll("a.mb-place[aria-current]")) link.removeAttribute("aria-current");
  (opened?.isConnected ? opened : document.querySelector("#mb-question textarea"))?.focus();
}

export function closeRecord() {
  if (byId("mb-panel")?.hidden !== false) return;
  if (openPlace()) history.back();
  else hide();
}

function step(href) {
  const state = { place: href };
  if (openPlace()) history.replaceState(state, "");
  else history.pushState(state, "");
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // A page that is not encrypted has no clipboard: mark the line instead, ready for Ctrl-C.
    getSelection().selectAllChildren(button.parentElement.querySelector(".mb-cite-line"));
    button.textContent = "Marked: now copy it";
    return;
  }
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy citation"), 2000);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.mb-place");
  if (link && byId("mb-panel") && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    step(link.getAttribute("href"));
    openRecord(link.getAttribute("href"), link);
  } else if (event.target.closest("#mb-close")) {
    closeRecord();
  } else if (event.target.closest("[data-copy]")) {
    copy(event.target.closest("[data-copy]"));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) closeRecord();
});

addEventListener("popstate", () => {
  if (openPlace()) openRecord(openPlace());
  else hide();
});
