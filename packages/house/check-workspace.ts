import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseEnv } from "node:util";

/** Where cxkit is installed, and what its processes see. */
type Installed = { readonly project: string; readonly env: NodeJS.ProcessEnv };

/**
 * Lives through a workspace of an installed cxkit, as an operator does: makes it, runs it as a process of its own, sends it a signed webhook of an
 * unhappy customer, reads a file into it, measures both, sees the case, and stops it.
 *
 * @param responses an export of `answers` answers to the recommend question
 * @throws {Error} naming the step that went otherwise
 */
export async function checkWorkspace(
  installed: Installed,
  responses: string,
  answers: number,
): Promise<void> {
  const folder = path.join(installed.project, "shop");
  mkdirSync(folder);
  cxkit(installed, folder, "init", "--zone", "UTC");
  const running = spawn("node", [program(installed), "run", "--json", "--port", "0"], {
    cwd: folder,
    env: installed.env,
    stdio: ["ignore", "pipe", "pipe"],
    // What is waited for may never be said: then the process ends, and with it the waiting.
    timeout: 60_000,
  });
  const log = linesOf(running);
  try {
    const { address } = await log.until("ready");
    const sent = await sendSigned(`${address}/hooks/webhook`, folder);
    if (sent !== 204) throw new Error(`a signed webhook should be answered 204, got ${sent}`);
    await log.until("delivered");

    const [open] = asked(installed, folder, "cases", "list") as { state: string; owner: string }[];
    if (open?.state !== "open" || open.owner !== "owner")
      throw new Error(`cxkit cases list should show the open case, got ${JSON.stringify(open)}`);

    cxkit(installed, folder, "ingest", path.resolve(installed.project, responses), "--save-mapping");
    const { rows } = asked(installed, folder, "measure") as { rows: { estimate: { n: number } | null }[] };
    if (rows[0]?.estimate?.n !== answers + 1)
      throw new Error(`cxkit measure should have ${answers + 1} answers, got ${JSON.stringify(rows)}`);

    running.kill("SIGTERM");
    await log.until("stopped");
    const code = running.exitCode ?? ((await once(running, "exit")) as [number])[0];
    if (code !== 0)
      throw new Error(`cxkit run should end with 0 when it is asked to stop, ended with ${code}`);
  } finally {
    running.kill("SIGKILL");
  }
}

/** A line of JSON that `cxkit run --json` prints. */
type LogLine = { readonly event: string; readonly address?: string };

function linesOf(running: ChildProcess): { until(event: string): Promise<LogLine> } {
  const { stdout, stderr } = running;
  if (!stdout || !stderr) throw new Error("cxkit run should have pipes");
  // What is for people, the notification too, goes here; it is shown when something goes wrong.
  const words: string[] = [];
  stderr.setEncoding("utf8").on("data", (text: string) => words.push(text));
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    until: async (event) => {
      for (;;) {
        const { done, value } = await lines.next();
        if (done) throw new Error(`cxkit run ended before it said "${event}"\n${words.join("")}`);
        const line = JSON.parse(value) as LogLine;
        if (line.event === event) return line;
      }
    },
  };
}

/** As https://www.standardwebhooks.com says, by hand, as a producer without any library of ours does it. */
async function sendSigned(url: string, folder: string): Promise<number> {
  const { WEBHOOK_SECRET = "" } = parseEnv(readFileSync(path.join(folder, ".env"), "utf8"));
  const now = new Date();
  const body = JSON.stringify({
    id: "web-1",
    answered_at: now.toISOString(),
    score: 2,
    reason: "Late again",
    email: "ada@example.com",
  });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac("sha256", Buffer.from(WEBHOOK_SECRET.replace("whsec_", ""), "base64"))
    .update(`msg_1.${timestamp}.${body}`)
    .digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": "msg_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
  return (await fetch(url, { method: "POST", headers, body })).status;
}

function asked(installed: Installed, folder: string, ...command: readonly string[]): unknown {
  return JSON.parse(cxkit(installed, folder, ...command, "--json"));
}

function cxkit(installed: Installed, folder: string, ...command: readonly string[]): string {
  return execFileSync("node", [program(installed), ...command], {
    cwd: folder,
    env: installed.env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Without npx in between, which has its own mind about signals. */
function program({ project }: Installed): string {
  return path.join(project, "node_modules/cxkit/dist/bin.js");
}
