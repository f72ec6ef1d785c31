// A language chosen by hand is remembered for the next visit to the bare address; without script the browser's own counts.
const YEAR = 365 * 24 * 3600;

export function rememberLanguage() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".langs a[hreflang]");
    if (!link) return;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `language=${link.hreflang}; path=/; max-age=${YEAR}; SameSite=Lax${secure}`;
  });
}
