// Builds static/dist from static/ and the npm packages: node frontend/build.mjs [--force]
// Writes hashed files first and manifest.json last, so a page never names a file that is not there yet.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { sprite } from "./icons.mjs";
import { fingerprint } from "./stamp.mjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));

const DIST = "static/dist";
const MANIFEST = join(DIST, "manifest.json");
const ENTRIES = [
  "static/css/main.css",
  "static/css/map.css",
  "static/js/main.js",
  "static/js/map.js",
  "static/js/upload.js",
];
const FONTS = {
  "fraunces-latin-opsz-normal.woff2": "serif.woff2",
  "atkinson-hyperlegible-next-latin-wght-normal.woff2": "sans.woff2",
};
const BUDGET = { "main.css": 20_000, "main.js": 20_000 }; // bytes gzipped: first view of any page

async function bundle() {
  const { metafile } = await build({
    entryPoints: ENTRIES,
    outdir: DIST,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: ["chrome123", "firefox128", "safari17.5"],
    loader: { ".woff2": "file", ".png": "file" },
    legalComments: "linked",
    logLevel: "warning",
  });
  const names = {};
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const file = basename(path);
    if (output.entryPoint) names[basename(output.entryPoint)] = file;
    else names[assetName(output) ?? file] = file;
  }
  return names;
}

function assetName(output) {
  const input = Object.keys(output.inputs)[0];
  return input && (FONTS[basename(input)] ?? basename(input));
}

async function writeHashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const file = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  await writeFile(join(DIST, file), content);
  return { [name]: file };
}

async function pictures() {
  const written = (await readdir("static/img")).map(async (name) =>
    writeHashed(name, await readFile(join("static/img", name))),
  );
  return Object.assign({}, ...(await Promise.all(written)));
}

async function weigh(manifest) {
  const heavy = [];
  for (const [name, limit] of Object.entries(BUDGET)) {
    const size = gzipSync(await readFile(join(DIST, manifest[name])), { level: 9 }).length;
    console.log(`${name}: ${(size / 1000).toFixed(1)} KB gzipped`);
    if (size > limit) heavy.push(`${name} is ${size} bytes gzipped, over its ${limit}`);
  }
  if (heavy.length) throw new Error(heavy.join("; "));
}

async function sweep(manifest) {
  const kept = new Set([...Object.values(manifest), "manifest.json", "stamp"]);
  const old = (await readdir(DIST)).filter((file) => !kept.has(file));
  await Promise.all(old.map((file) => rm(join(DIST, file), { force: true })));
}

async function unchanged(stamp) {
  const [before, manifest] = await Promise.all([
    readFile(join(DIST, "stamp"), "utf8"),
    readFile(MANIFEST, "utf8"),
  ]).catch(() => []);
  if (before !== stamp || !manifest) return false;
  const present = new Set(await readdir(DIST));
  return Object.values(JSON.parse(manifest)).every((file) => present.has(file));
}

async function main() {
  const stamp = await fingerprint(["frontend", "static/css", "static/js", "static/img"], ["package-lock.json"]);
  if (!process.argv.includes("--force") && (await unchanged(stamp))) return console.log("static/dist is up to date");
  await mkdir(DIST, { recursive: true });
  const icons = await sprite("frontend/icons.json", "node_modules/@iconify-json/lucide/icons.json");
  const manifest = { ...(await bundle()), ...(await writeHashed("icons.svg", icons)), ...(await pictures()) };
  await weigh(manifest);
  await writeFile(`${MANIFEST}.${process.pid}`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${MANIFEST}.${process.pid}`, MANIFEST);
  await writeFile(join(DIST, "stamp"), stamp);
  await sweep(manifest);
}

await main();
