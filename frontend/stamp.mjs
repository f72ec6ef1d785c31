// One fingerprint over everything the build reads, so that a second build with the same inputs does nothing.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

async function files(path) {
  const entries = await readdir(path, { withFileTypes: true });
  const nested = entries.map((entry) => {
    const inside = join(path, entry.name);
    return entry.isDirectory() ? files(inside) : [inside];
  });
  return (await Promise.all(nested)).flat();
}

export async function fingerprint(folders, singles) {
  const paths = [...(await Promise.all(folders.map(files))).flat(), ...singles].sort();
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(path)
      .update("\0")
      .update(await readFile(path))
      .update("\0");
  return hash.digest("hex");
}
