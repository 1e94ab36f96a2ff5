const most = 64;

/**
 * Brace expansion as bash does it: first of all, on the source text of a word.
 * Answers undefined when it makes more words than are worth following.
 */
export function expandBraces(text: string): readonly string[] | undefined {
  const out: string[] = [];
  const pending = [text];
  while (pending.length > 0) {
    const next = pending.pop() ?? '';
    const brace = findBrace(next);
    if (!brace) out.push(next);
    else for (const option of [...brace.options].reverse()) pending.push(brace.before + option + brace.after);
    if (out.length + pending.length > most) return undefined;
  }
  return out;
}

type Brace = { readonly before: string; readonly options: readonly string[]; readonly after: string };

function findBrace(text: string): Brace | undefined {
  for (let open = skipTo(text, 0, '{'); open < text.length; open = skipTo(text, open + 1, '{')) {
    if (text[open - 1] === '$') {
      open = closing(text, open) ?? text.length;
      continue;
    }
    const close = closing(text, open);
    if (close === undefined) continue;
    const options = alternatives(text.slice(open + 1, close));
    if (options) return { before: text.slice(0, open), options, after: text.slice(close + 1) };
  }
  return undefined;
}

function closing(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    at = afterQuoted(text, at);
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function alternatives(body: string): readonly string[] | undefined {
  const range = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(body);
  if (range) return sequence(range[1] ?? '', range[2] ?? '', Number(range[3] ?? 1));
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < body.length; at += 1) {
    at = afterQuoted(body, at);
    if (body[at] === '{') depth += 1;
    if (body[at] === '}') depth -= 1;
    if (body[at] === ',' && depth === 0) {
      parts.push(body.slice(from, at));
      from = at + 1;
    }
  }
  return parts.length > 0 ? [...parts, body.slice(from)] : undefined;
}

function sequence(first: string, last: string, step: number): readonly string[] | undefined {
  const letters = /[a-zA-Z]/.test(first);
  if (letters !== /[a-zA-Z]/.test(last)) return undefined;
  const [from, to] = letters ? [first.charCodeAt(0), last.charCodeAt(0)] : [Number(first), Number(last)];
  const width = Math.max(1, Math.abs(step));
  const count = Math.min(most + 1, Math.floor(Math.abs(to - from) / width) + 1);
  return Array.from({ length: count }, (_, at) => {
    const value = from + (to >= from ? at : -at) * width;
    return letters ? String.fromCharCode(value) : String(value);
  });
}

function skipTo(text: string, from: number, wanted: string): number {
  for (let at = from; at < text.length; at += 1) {
    at = afterQuoted(text, at);
    if (text[at] === wanted) return at;
  }
  return text.length;
}

/** Steps over an escaped character or a quoted string that starts at `at`. */
function afterQuoted(text: string, at: number): number {
  if (text[at] === '\\') return at + 2;
  const quote = text[at];
  if (quote !== "'" && quote !== '"') return at;
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\' && quote === '"') end += 1;
    else if (text[end] === quote) return afterQuoted(text, end + 1);
  }
  return text.length;
}
