// <button hidden data-share="https://..." data-copied="Link copied">: the phone's own sheet, else the clipboard.
async function share(button) {
  const url = new URL(button.dataset.share || location.href, location.href).href;
  if (navigator.share) {
    await navigator.share({ title: document.title, url }).catch(() => {}); // closing the sheet is no error
    return;
  }
  await navigator.clipboard.writeText(url);
  const words = button.querySelector("[data-words]") ?? button;
  words.textContent = button.dataset.copied;
  words.setAttribute("role", "status");
}

export function offerSharing(root) {
  if (!navigator.share && !navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-share][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => share(button));
  }
}
