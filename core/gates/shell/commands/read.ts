import type { Word } from '../../../model/action.ts';
import { has, readOptions, valueOf } from '../../options.ts';
import { separatorOf } from '../expand/expand.ts';
import { map, nothing, unknown } from '../expand/words.ts';
import type { Frame, Input, Invocation } from '../session.ts';
import { contentOf } from '../redirects.ts';

const isName = /^[A-Za-z_]\w*$/;

/** `read a b`: takes one line of the input and shares it out; a list of files stays the pattern that it is. */
export function readLine({ argv, env }: Invocation, frame: Frame): Word {
  const { scope } = frame;
  const read = readOptions(argv.slice(1), { valued: 'adinNptu' });
  const array = valueOf(read, 'a')?.text;
  const names = read.operands.map((word) => word.text).filter((name) => isName.test(name));
  const line = takeLine(inputOf(valueOf(read, 'u')?.text, frame), valueOf(read, 'd')?.text ?? '\n');
  const fields = shareOut(
    line,
    array === undefined ? Math.max(1, names.length) : Infinity,
    separatorOf(frame, env['IFS']),
  );
  if (array !== undefined) return setArray(array, fields, frame);
  for (const [at, name] of (names.length > 0 ? names : ['REPLY']).entries()) {
    scope.variables.set(name, fields[at] ?? (line.known ? nothing : unknown(`$${name}`, line.origin)));
    scope.arrays.delete(name);
  }
  return nothing;
}

/** `mapfile a`: one element per line. */
export function readLines({ argv }: Invocation, frame: Frame): Word {
  const read = readOptions(argv.slice(1), { valued: 'dnOsuCc' });
  const input = inputOf(valueOf(read, 'u')?.text, frame)?.rest ?? unknown('');
  const end = has(read, 'd') ? (valueOf(read, 'd')?.text ?? '\0') : '\n';
  const name = read.operands[0]?.text ?? 'MAPFILE';
  if (!input.known || input.glob) return setArray(name, [input], frame);
  const lines = input.text.split(end === '' ? '\0' : end).map((text): Word => ({ ...input, text }));
  if (lines.at(-1)?.text === '') lines.pop();
  return setArray(name, lines, frame);
}

function setArray(name: string, values: readonly Word[], { scope }: Frame): Word {
  scope.arrays.set(name, new Map(values.map((value, at) => [String(at), value])));
  scope.variables.delete(name);
  return nothing;
}

function inputOf(descriptor: string | undefined, frame: Frame): Input | undefined {
  return descriptor === undefined ? frame.stdin : { rest: contentOf(`/dev/fd/${descriptor}`, frame) };
}

function takeLine(input: Input | undefined, end: string): Word {
  const all = input?.rest ?? unknown('');
  const at = all.text.indexOf(end === '' ? '\0' : end);
  const line = at < 0 ? all : map(all, (text) => text.slice(0, text.indexOf(end)));
  if (input && all.known && !all.glob) input.rest = at < 0 ? nothing : map(all, (text) => text.slice(at + 1));
  return line;
}

/** The last one takes what is left. */
function shareOut(line: Word, most: number, separator: RegExp): readonly Word[] {
  if (!line.known || line.glob) return most === 1 ? [line.glob ? line : unknown(line.text, line.origin)] : [];
  const fields: string[] = [];
  let rest = line.text.replace(/^[ \t\n]+/, '');
  while (fields.length < most - 1) {
    const found = separator.exec(rest);
    if (!found) break;
    fields.push(rest.slice(0, found.index));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...fields, rest.trimEnd()].map((text) => ({ ...line, text }));
}
