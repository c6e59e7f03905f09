import { cxError, type Secret, secretValue } from "@cxkit/core";

/** Makes a handle of a value. `secretOf` of `@cxkit/signing` is one. */
export type MakeSecret = (value: string, handle?: string) => Secret;

/** A handle for trials that only travels: it compares and is filled in; what signs needs `secretOf` of `@cxkit/signing`. */
export function plainSecret(value: string, handle = "secret"): Secret {
  const beyond = (): never => {
    throw cxError("invalid-setup", `${handle} only travels: give the kit \`secretOf\` of @cxkit/signing`);
  };
  const secret = {
    handle,
    is: (text: string) => text === value,
    hmac: beyond,
    digest: beyond,
    decrypt: beyond,
    encrypt: beyond,
    sign: beyond,
    verify: beyond,
  };
  Object.defineProperty(secret, secretValue, { value: () => value });
  return secret;
}
