import type { Word } from '../../../model/action.ts';
import { lookup, type Table } from '../../lookup.ts';
import { joinAll, known, nothing, unknown } from '../expand/words.ts';
import { note, type Frame, type Invocation } from '../session.ts';

/** `printf -v NAME` assigns; otherwise it prints. */
export function printFormatted(invocation: Invocation, frame: Frame): Word {
  const [, option, name] = invocation.argv;
  if (option?.text === '-v' && name) frame.scope.variables.set(name.text, unknown(`$${name.text}`));
  const { argv, segment } = invocation;
  note(frame, { kind: 'command', command: { argv, env: {}, cwd: frame.scope.cwd, segment }, segment });
  return printed(argv.slice(1)) ?? unknown('', argv.find((word) => word.origin)?.origin);
}

/** What `printf` prints for the formats that matter: plain text and `%s`. */
function printed([format, ...values]: readonly Word[]): Word | undefined {
  if (!format?.known || /%(?!s|b|%|$)/.test(format.text)) return undefined;
  const pattern = unescape(format.text);
  const holes = pattern.split(/%[sb]/).length - 1;
  if (holes === 0) return known(pattern.replaceAll('%%', '%'));
  const rounds = Math.min(64, Math.max(1, Math.ceil(values.length / holes)));
  const pieces = pattern.split(/%[sb]/).map((piece) => known(piece.replaceAll('%%', '%')));
  const all = Array.from({ length: rounds }, (_, round) =>
    pieces.flatMap((piece, at) => (at < holes ? [piece, values[round * holes + at] ?? nothing] : [piece])),
  );
  return joinAll(all.flat());
}

/** Escapes as printf, `echo -e` and `$'…'` read them. */
export function unescape(text: string): string {
  return text.replace(/\\(?:x[\da-fA-F]{1,2}|0?[0-7]{1,3}|[^])/g, (escape) => {
    const body = escape.slice(1);
    if (body.startsWith('x')) return String.fromCharCode(parseInt(body.slice(1), 16));
    if (/^[0-7]/.test(body)) return String.fromCharCode(parseInt(body, 8));
    return lookup(escapes, body) ?? escape;
  });
}

const escapes: Table<string> = { n: '\n', t: '\t', r: '\r', a: '\u0007', '\\': '\\', '"': '"' };
