// The conversations that this browser keeps, and the one that this tab goes on with. Nothing of them stays elsewhere.

const NAME = `minutebook:${new URL("./", document.baseURI).pathname}:`;
const MOST = 100; // conversations; the oldest goes

export const all = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(NAME))
    .map((key) => ({ id: key.slice(NAME.length), ...JSON.parse(localStorage.getItem(key)) }))
    .sort((one, other) => other.when - one.when);

export function get(id) {
  const found = id && localStorage.getItem(NAME + id);
  return found ? { id, ...JSON.parse(found) } : null;
}

export function current() {
  const id = sessionStorage.getItem(NAME);
  return get(id) ?? { id: id ?? start(), title: "", turns: [] };
}

export function start() {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  sessionStorage.setItem(NAME, id);
  return id;
}

export const choose = (id) => sessionStorage.setItem(NAME, id);

export function save({ id, ...conversation }) {
  conversation.when = Date.now();
  conversation.title ||= (conversation.turns[0] ?? conversation.pending)?.question.slice(0, 120) ?? "Conversation";
  for (const old of all().slice(MOST)) remove(old.id);
  try {
    localStorage.setItem(NAME + id, JSON.stringify(conversation));
  } catch {
    const oldest = all().filter((one) => one.id !== id).pop(); // the browser's room is full
    if (!oldest) return;
    remove(oldest.id);
    save({ id, ...conversation });
  }
}

export const remove = (id) => localStorage.removeItem(NAME + id);

export const scope = {
  get: () => JSON.parse(sessionStorage.getItem(`${NAME}scope`) ?? "{}"),
  set: (chosen) => sessionStorage.setItem(`${NAME}scope`, JSON.stringify(chosen)),
};

// Where to look goes along from view to view: the banner's links carry it.
const CARRIES = { council: "council", committee: "committee", date_from: "from", date_to: "to" };
const TAKES = { decisions: 4, records: 4, topics: 4, briefing: 2 }; // views, and how many of those they know

export function carry() {
  const held = scope.get();
  for (const link of document.querySelectorAll(".mb-banner nav a")) {
    const view = link.getAttribute("href").split("?")[0];
    const told = Object.entries(CARRIES).slice(0, TAKES[view] ?? 0).filter(([name]) => held[name]);
    const query = new URLSearchParams(told.map(([name, field]) => [field, held[name]]));
    link.setAttribute("href", told.length ? `${view}?${query}` : view);
  }
}

export function keepScopeOf(form) {
  const fields = Object.entries(CARRIES).map(([name, field]) => [name, form.elements[field]?.value]);
  scope.set(Object.fromEntries(fields.filter(([, value]) => value)));
}

const unfinished = (pending) => (pending ? [pending] : []);

export const transcript = ({ title, turns, pending }) =>
  JSON.stringify({
    title: title || "Conversation",
    turns: [...turns, ...unfinished(pending)].slice(-200),
    home: new URL("./", document.baseURI).href,
  });
