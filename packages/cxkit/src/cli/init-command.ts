import { randomBytes } from "node:crypto";
import path from "node:path";
import { cxError } from "@cxkit/core";
import { type InitChannel, initChannels } from "../workspace/init-templates.ts";
import { initWorkspace, type Initialized } from "../workspace/init-workspace.ts";
import { type Console, languageOf, paint } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";

/** `cxkit init [folder]`: makes a workspace and says what comes next. Asks nothing. */
export async function initCommand(
  folder: string,
  flags: {
    readonly channel?: readonly string[];
    readonly zone?: string;
    readonly lang?: "en" | "zh";
    readonly json?: boolean;
  },
  console: Console,
): Promise<number> {
  const made = await initWorkspace(folder, {
    channels: channelsAsked(flags.channel),
    zone: flags.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: flags.lang ?? languageOf(console.env),
    random: randomBytes,
  });
  console.out.write(flags.json ? `${JSON.stringify(made)}\n` : nextSteps(made, console));
  return exitCodes.done;
}

function channelsAsked(asked: readonly string[] | undefined): readonly InitChannel[] {
  const wanted = asked?.flatMap((one) => one.split(","));
  const unknown = wanted?.find((one) => !initChannels.includes(one as InitChannel));
  if (unknown !== undefined)
    throw cxError("invalid-setup", `--channel wants ${initChannels.join(", ")}, got ${unknown}`, {
      path: "channel",
    });
  return initChannels.filter((one) => wanted?.includes(one) ?? true);
}

function nextSteps({ folder, written, kept, channels }: Initialized, console: Console): string {
  const { bold } = paint(console.out, console.env);
  const here = path.resolve(folder) === process.cwd();
  const lines = [
    `${bold("Made")} in ${folder}: ${written.join(", ")}`,
    ...(kept.length > 0 ? [`${bold("Left")} as they were: ${kept.join(", ")}`] : []),
    "",
    bold("Next"),
    ...(here ? [] : [`  cd ${folder}`]),
    "  npx cxkit run",
    ...(channels.includes("files")
      ? ["  Drop an export into inbox/, or: npx cxkit ingest export.csv --save-mapping"]
      : []),
    ...(channels.includes("webhook")
      ? [
          "  Your own program posts JSON to http://127.0.0.1:8787/hooks/webhook,",
          "  signed with WEBHOOK_SECRET of .env (https://www.standardwebhooks.com)",
        ]
      : []),
    ...(channels.includes("typeform")
      ? [
          "  Typeform → Connect → Webhooks: https://YOUR-ADDRESS/hooks/typeform,",
          "  with TYPEFORM_SECRET of .env as its secret; YOUR-ADDRESS leads to this machine's port 8787 (publicUrl)",
        ]
      : []),
    "",
  ];
  return lines.join("\n");
}
