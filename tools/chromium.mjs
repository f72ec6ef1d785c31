// Unpacks the npm-packaged Chromium into the folder given and prints the path of its executable.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve(process.argv[2]);
mkdirSync(folder, { recursive: true });
process.env.TMPDIR = folder; // the package unpacks into the temporary folder of the machine
process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x"; // so that it unpacks the libraries too that a bare machine lacks
const { default: chromium } = await import("@sparticuz/chromium");
console.log(await chromium.executablePath());
