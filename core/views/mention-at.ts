/** What is being named at the caret: the text after an `@` that begins a word, and where it begins. */
export function mentionAt(text: string, caret: number): { readonly from: number; readonly query: string } | undefined {
  const [, query] = /(?:^|\s)@([^\s@]{0,200})$/.exec(text.slice(0, caret)) ?? [];
  return query === undefined ? undefined : { from: caret - query.length - 1, query };
}

/** The path in the place of what named it, and where the caret stands then. */
export function withMention(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
  path: string,
): { readonly text: string; readonly caret: number } {
  const written = `${/[\s`]/.test(path) ? `"${path}"` : path} `;
  return { text: text.slice(0, from) + written + text.slice(to), caret: from + written.length };
}
