import { pageRows } from "./message.ts";

/**
 * Records in pages.
 *
 * @yields up to 500 of them
 */
export async function* inPages(records: AsyncIterable<unknown>): AsyncGenerator<readonly unknown[]> {
  let page: unknown[] = [];
  for await (const record of records) {
    page.push(record);
    if (page.length < pageRows) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
