import { request } from "node:http";
import type { Notification } from "@cxkit/core";

/**
 * What an owner does with a message: opens its link, looks, and presses the button there.
 *
 * @param address where the workspace really listens; links carry its public name
 * @returns the statuses of looking and of acting
 */
export async function followLink(
  address: string,
  notification: Notification,
  action: "acknowledge" | "close",
  note: string,
): Promise<{ readonly shown: number; readonly acted: number } | null> {
  const link = notification.links?.find((one) => one.action === action);
  if (!link) return null;
  const url = `${address}${new URL(link.url).pathname}`;
  const shown = await ask("GET", url);
  const acted = await ask("POST", url, new URLSearchParams({ do: action, note }).toString());
  return { shown, acted };
}

function ask(method: "GET" | "POST", url: string, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
    const asked = request(url, { method, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
