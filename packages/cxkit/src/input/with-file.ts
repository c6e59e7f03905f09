import { cxError, isCxError } from "@cxkit/core";

/** Names the file in an error of ours that does not yet say which one it is about; other errors stay as they are. */
export function withFile(error: unknown, name: string): unknown {
  if (!isCxError(error)) return error;
  if (error.place.file !== undefined && error.message.includes(name)) return error;
  const message = error.message.includes(name) ? error.message : `${name}: ${error.message}`;
  return cxError(error.code, message, { ...error.place, file: error.place.file ?? name, cause: error });
}
