// After a form came back with errors, the summary takes focus, once.
export function focusErrors(root) {
  const summary = root.querySelector(".error-summary:not([data-seen])");
  if (!summary) return;
  summary.dataset.seen = "";
  summary.focus();
}
