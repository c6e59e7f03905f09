import { cxError, isCxError, type RawRequest } from "@cxkit/core";
import { type ReadValue, valueAt } from "../authoring/json-value.ts";
import { parseJson, readJson, readText } from "../authoring/read-json.ts";
import { type JsonRecord, mediaType } from "../authoring/records.ts";

const ndjson = new Set(["application/x-ndjson", "application/ndjson", "application/jsonl"]);

/**
 * Makes the reader of a request's records: an object is one, a list is as many as it is long, NDJSON is one a line. A line that is no JSON
 * is a record that could not be read, and takes no other with it.
 *
 * @param path where in a body of JSON the records are
 */
export function recordsReader(path?: string): (request: RawRequest) => readonly JsonRecord[] {
  const within: ReadValue = path === undefined ? (value) => value : valueAt(path);
  return (request) => {
    if (ndjson.has(mediaType(request))) return linesOf(readText(request.body));
    const found = within(readJson(request.body));
    if (Array.isArray(found))
      return found.map((value, index) => ({ path: `[${index}]`, value: value as unknown }));
    if (typeof found === "object" && found !== null) return [{ path: "", value: found }];
    throw cxError(
      "invalid-event",
      `the body holds neither an object nor a list${path === undefined ? "" : " at the path of its records"}`,
    );
  };
}

function linesOf(text: string): readonly JsonRecord[] {
  return text.split("\n").flatMap((line, index): JsonRecord[] => {
    if (line.trim() === "") return [];
    const path = `line ${index + 1}`;
    try {
      return [{ path, value: parseJson(line) }];
    } catch (thrown) {
      if (!isCxError(thrown)) throw thrown;
      return [{ path, problem: thrown.message.replace("the body", "the line") }];
    }
  });
}
