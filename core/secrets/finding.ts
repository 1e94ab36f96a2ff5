/** A place in a text and the rule that it fell under. */
export type Span = { readonly rule: string; readonly start: number; readonly end: number };

/** `line` is 1-based. `preview` tells the secret's beginning and length, never enough to use it. */
export type Finding = Span & { readonly line: number; readonly preview: string };
