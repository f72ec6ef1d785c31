// <form data-autosubmit>: a changed choice is sent at once. The button stays, for those who type or have no script.
export function submitFiltersOnChange() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
  });
}
