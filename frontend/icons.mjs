// The sprite: every icon the templates may name, taken from lucide. A page asks for <use href="icons.svg#i-name">.
import { readFile } from "node:fs/promises";

const STROKE = "1.75";

// Lucide draws in a 24 box; colour, width and caps come from .icon in base.css, so they are stripped here.
function symbol(name, body) {
  const bare = body
    .replace(/ stroke-width="[^"]*"/g, ` stroke-width="${STROKE}"`)
    .replace(/ (fill="none"|stroke="currentColor"|stroke-linecap="round"|stroke-linejoin="round")/g, "");
  return `<symbol id="i-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${bare}</symbol>`;
}

export async function sprite(listFile, lucideFile) {
  const wanted = JSON.parse(await readFile(listFile, "utf8"));
  const lucide = JSON.parse(await readFile(lucideFile, "utf8"));
  const symbols = Object.entries(wanted).map(([name, original]) => {
    const parent = lucide.aliases?.[original]?.parent ?? original;
    const icon = lucide.icons[parent];
    if (!icon) throw new Error(`frontend/icons.json: "${name}" asks for lucide's "${original}", which does not exist`);
    return symbol(name, icon.body);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}
