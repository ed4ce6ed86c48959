/** The control panel's page: shows the view the demo sends and turns buttons into orders. */

const at = (id) => document.getElementById(id);
const done = at("done");

async function give(order) {
  const answer = await fetch("orders", { method: "POST", body: JSON.stringify(order) }).catch(() => null);
  done.textContent = answer?.ok === true ? await answer.text() : "The demo has ended; this panel can be closed.";
}

function createServer(id) {
  const { firstElementChild: card } = at("server").content.cloneNode(true);
  card.id = `server-${id}`;
  for (const button of card.querySelectorAll("button")) {
    button.addEventListener("click", () => void give({ type: "server", serverId: id, fault: button.dataset.fault }));
  }
  at("servers").append(card);
  return card;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function showServer({ id, name, url, mark, sentence, seen, offers }) {
  const card = at(`server-${id}`) ?? createServer(id);
  card.dataset.mark = mark;
  card.setAttribute("aria-label", name);
  setText(card.querySelector(".name"), name);
  setText(card.querySelector(".url"), url);
  setText(card.querySelector(".sentence"), sentence);
  setText(card.querySelector(".seen"), seen);
  for (const button of card.querySelectorAll("button")) button.disabled = !offers.includes(button.dataset.fault);
}

for (const button of document.querySelectorAll("[data-ring]")) {
  button.addEventListener("click", () => void give({ type: "ring", through: button.dataset.ring }));
}
at("hang-up").addEventListener("click", () => void give({ type: "callerHangsUp" }));

const views = new EventSource("view");
views.addEventListener("message", ({ data }) => {
  const view = JSON.parse(data);
  for (const server of view.servers) showServer(server);
  setText(at("seat"), view.seat);
  setText(at("caller"), view.caller);
  at("hang-up").disabled = !view.hasCaller;
});
views.addEventListener("error", () => setText(at("seat"), "The demo has ended; this panel can be closed."));
