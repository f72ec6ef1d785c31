// List and map move together: what is under the pointer or has focus in the one is marked in the other.
export function follow(markers) {
  for (const [point, pin] of markers) {
    const item = point.target && document.getElementById(point.target);
    if (!item) continue;
    const light = (on) => {
      pin.getElement()?.classList.toggle("dot--on", on);
      item.querySelector(".card")?.classList.toggle("card--on", on);
    };
    for (const name of ["mouseenter", "focusin"]) item.addEventListener(name, () => light(true));
    for (const name of ["mouseleave", "focusout"]) item.addEventListener(name, () => light(false));
    pin.on("mouseover popupopen", () => light(true)).on("mouseout popupclose", () => light(false));
  }
}
