/** Of one paragraph: plain words, or words that stand out as Markdown says. */
export type Piece = { readonly kind: 'plain' | 'code' | 'em' | 'strong'; readonly text: string };

/** Signs that may mean something in Markdown, or in an address that would become a link. */
const sign = '*_`~#<>[\\]|\\\\&@\\n';
const words = `[^${sign}\\s](?:[^${sign}]*[^${sign}\\s])?`;
const marked = new RegExp(`(?<=^|\\s)(?:\`(${words})\`|\\*\\*(${words})\\*\\*|\\*(${words})\\*)(?=$|[\\s.,;:)])`, 'gu');
const meaningful = new RegExp(`[${sign}]|^\\s|\\s$|^[-+]|^\\d+[.)]`, 'u');
const address = /:\/\/|www\./i;

/**
 * Most of what agents say is one paragraph with at most a few words of code or stress. That is told apart here, for a
 * fraction of what reading Markdown costs. Undefined: it may be more than that.
 */
export function simpleMarkdown(text: string): readonly Piece[] | undefined {
  const paragraph = text.replace(/\n+$/, '');
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of paragraph.matchAll(marked)) {
    const [whole, code, strong, em] = found;
    if (found.index > from) pieces.push({ kind: 'plain', text: paragraph.slice(from, found.index) });
    if (code !== undefined) pieces.push({ kind: 'code', text: code });
    else if (strong !== undefined) pieces.push({ kind: 'strong', text: strong });
    else pieces.push({ kind: 'em', text: em ?? '' });
    from = found.index + whole.length;
  }
  if (from < paragraph.length) pieces.push({ kind: 'plain', text: paragraph.slice(from) });
  const plain = pieces.map((piece) => (piece.kind === 'plain' ? piece.text : 'x')).join('');
  return plain === '' || meaningful.test(plain) || address.test(paragraph) ? undefined : pieces;
}
