// Steppers: <div class="count"> with <button type="button" data-step="-1">, an input and data-step="1".
// Buttons without data-step are ordinary submits and are left alone.
function step(button) {
  const input = button.parentElement.querySelector("input");
  const lowest = Number(input.min || 0);
  const highest = input.max === "" ? Infinity : Number(input.max);
  const wanted = (Number.parseInt(input.value, 10) || 0) + Number(button.dataset.step);
  const value = String(Math.min(Math.max(wanted, lowest), highest));
  if (value === input.value) return;
  input.value = value;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

export function stepCounts() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".count [data-step]");
    if (button) step(button);
  });
}
