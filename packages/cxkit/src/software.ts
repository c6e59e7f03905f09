import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** Name and version of this software, as reports state it. */
export const software = `cxkit ${manifest.version}`;
