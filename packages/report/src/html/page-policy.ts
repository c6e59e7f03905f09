/**
 * What the page may do: nothing but its own style sheet and its own script, named by their SHA-256. No network, no frames,
 * no forms; markup that came in with data could do nothing even if it were markup. A test recomputes the digests.
 */
export const pagePolicy =
  "default-src 'none'; style-src 'sha256-aMfuiRORqNONy4eTF5+e8AdrEf3o815STlHMdFqypvc='; script-src 'sha256-45EC9eN7gNyMCTw8tb8pnpBjE3KU0jrktYutIphecqE='; base-uri 'none'; form-action 'none'";
