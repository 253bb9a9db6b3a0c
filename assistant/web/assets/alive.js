// While a question waits for its reply, the server is asked now and then whether it is still the one that was asked.
// Gradio's page waits for good where a stream of replies breaks off; ours is loaded anew once the server is back, with
// the question as one that was interrupted.

const PAUSE = 2000; // milliseconds
const PATIENCE = 6000; // until a question shows that was sent to a server that was started again since

let known = null; // the server that was heard last
let sent = null; // when the question was sent that waits
let isLost = false;
let isAnother = false; // the server was started again before the question was sent

async function heard() {
  try {
    const reply = await fetch(new URL("alive", document.baseURI));
    return reply.ok ? await reply.text() : null;
  } catch {
    return null;
  }
}

heard().then((server) => (known = server));

export async function sending() {
  sent = Date.now();
  const server = await heard();
  isAnother = Boolean(server && known && server !== known);
  known = server ?? known;
}

export const replied = () => (sent = null);

setInterval(async () => {
  if (!sent && !isLost) return;
  const server = await heard();
  const lost = document.getElementById("mb-lost");
  if (!server) {
    isLost = true;
    lost.hidden = false;
    return;
  }
  const isUnheard = isAnother && !document.querySelector(".mb-busy") && Date.now() - sent > PATIENCE;
  if (isLost || (known && server !== known) || isUnheard) location.reload();
  known = server;
}, PAUSE);
