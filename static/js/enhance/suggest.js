// Arrow keys between a search field and its suggestions; Escape puts them away until one types again.
function neighbour(links, active, by) {
  const at = links.indexOf(active);
  return by > 0 ? links[at + 1] : links[at - 1];
}

function walk(event, search) {
  const box = search.querySelector(".suggest");
  const links = box ? [...box.querySelectorAll("a")] : [];
  if (event.key === "Escape" && links.length) {
    box.hidden = true;
    search.querySelector("[type=search]").focus();
    return;
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || !links.length || box.hidden) return;
  event.preventDefault();
  (neighbour(links, document.activeElement, by) ?? search.querySelector("[type=search]")).focus();
}

export function walkSuggestions() {
  document.addEventListener("keydown", (event) => {
    const search = event.target.closest(".search");
    if (search) walk(event, search);
  });
  document.addEventListener("input", (event) => {
    const box = event.target.closest(".search")?.querySelector(".suggest");
    if (box) box.hidden = false;
  });
}
