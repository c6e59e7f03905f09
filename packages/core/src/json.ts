/** What survives `JSON.parse(JSON.stringify(x))` unchanged: the only kind of state, cursor and payload CXKit keeps. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An instant as RFC 3339 text with an offset: `2026-03-01T09:30:00+08:00` or `…Z`. Never a local time without a zone. */
export type Instant = string;
