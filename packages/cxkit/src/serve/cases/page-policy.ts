import { createHash } from "node:crypto";
import { pageStyle } from "./page-style.ts";

/** What a page may do: have this style, and send its own form back to where it came from. Nothing else, not even inside a frame. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
