import type { Word } from '../../../model/action.ts';
import { lookup, type Table } from '../../lookup.ts';
import { joinAll, known, map, nothing, unknown } from '../expand/words.ts';
import { note, type Frame, type Invocation } from '../session.ts';

/** `printf -v NAME` assigns; otherwise it prints. */
export function printFormatted(invocation: Invocation, frame: Frame): Word {
  const { argv, segment } = invocation;
  const named = argv[1]?.text === '-v' ? argv[2] : undefined;
  const words = argv.slice(named ? 3 : 1).filter((word, at) => at > 0 || word.text !== '--');
  note(frame, { kind: 'command', command: { argv, env: {}, cwd: frame.scope.cwd, segment }, segment });
  const output = printed(words) ?? unknown('', argv.find((word) => word.origin)?.origin);
  if (!named) return output;
  frame.scope.variables.set(
    named.text,
    output.text === '' && !output.known ? { ...output, text: `$${named.text}` } : output,
  );
  return nothing;
}

const hole = /%(?:[-+ #0]*\d*(?:\.\d+)?)([sbdicqux])/;

/** What `printf` prints for the formats that matter: text, numbers and single characters. */
function printed([format, ...values]: readonly Word[]): Word | undefined {
  if (!format) return nothing;
  if (!format.known || /%(?![-+ #0]*\d*(?:\.\d+)?[sbdicqux]|%)/.test(format.text)) return undefined;
  const pieces = unescape(format.text)
    .split(new RegExp(`(%%)|${hole.source}`))
    .map((piece) => piece ?? '');
  const holes = pieces.filter((_, at) => at % 3 === 2 && pieces[at] !== '').length;
  const rounds = holes === 0 ? 1 : Math.min(64, Math.max(1, Math.ceil(values.length / holes)));
  const out: Word[] = [];
  let next = 0;
  for (let round = 0; round < rounds; round += 1)
    for (const [at, piece] of pieces.entries()) {
      if (at % 3 === 2 && piece !== '') out.push(filled(piece, values[next++]));
      else if (at % 3 === 1 && piece !== '') out.push(known('%'));
      else if (at % 3 === 0) out.push(known(piece));
    }
  return joinAll(out);
}

function filled(kind: string, value: Word = nothing): Word {
  if (kind === 'b') return map(value, unescape);
  if (kind === 'c') return map(value, (text) => text.slice(0, 1));
  if (kind === 'x') return map(value, (text) => (/^\d+$/.test(text) ? Number(text).toString(16) : text));
  return /[diu]/.test(kind) && value.text === '' && value.known ? known('0') : value;
}

/** Escapes as printf, `echo -e` and `$'…'` read them. */
export function unescape(text: string): string {
  return text.replace(/\\(?:x[\da-fA-F]{1,2}|u[\da-fA-F]{1,4}|0?[0-7]{1,3}|[^])/g, (escape) => {
    const body = escape.slice(1);
    if (/^[xu]./.test(body)) return String.fromCharCode(parseInt(body.slice(1), 16));
    if (/^[0-7]/.test(body)) return String.fromCharCode(parseInt(body, 8));
    return lookup(escapes, body) ?? escape;
  });
}

const escapes: Table<string> = { n: '\n', t: '\t', r: '\r', a: '\u0007', '\\': '\\', '"': '"' };
