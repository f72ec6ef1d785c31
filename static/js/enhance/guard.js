// <form data-guard>: asks before leaving with unsaved words. A form that came back with errors is unsaved from the start.
const unsaved = new Set();

export function guardLongForms() {
  for (const summary of document.querySelectorAll("form[data-guard] .error-summary"))
    unsaved.add(summary.closest("form"));
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) unsaved.add(form);
  });
  document.addEventListener("submit", (event) => unsaved.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
  });
}
