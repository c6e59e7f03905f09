// Bundled with: esbuild app.ts --bundle --format=iife --outfile=app.js
import { formatEstimate } from "@cxkit/core/format";
import { nps } from "@cxkit/metrics";

const input = document.querySelector<HTMLInputElement>("#scores")!;
const output = document.querySelector<HTMLOutputElement>("#result")!;

function show(): void {
  const scores = input.value
    .split(/\s+/)
    .filter((text) => text !== "")
    .map(Number);
  try {
    output.value = formatEstimate(nps(scores), { locale: "en" });
  } catch (error) {
    output.value = (error as Error).message;
  }
}

input.addEventListener("input", show);
show();
