// A question that opens from its button (<details class="ask">): Escape, a click elsewhere or data-close puts it away.
function close(ask) {
  ask.open = false;
  ask.querySelector("summary").focus();
}

export function closeAsks() {
  document.addEventListener("keydown", (event) => {
    const ask = event.key === "Escape" && event.target.closest("details.ask[open]");
    if (ask) close(ask);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (button) close(button.closest("details.ask"));
    for (const ask of document.querySelectorAll("details.ask[open]")) {
      if (!ask.contains(event.target)) ask.open = false;
    }
  });
}
