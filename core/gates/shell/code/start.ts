import type { Word } from '../../../model/action.ts';
import { joinPath } from '../../paths.ts';
import { join, known, nothing, unknown } from '../expand/words.ts';
import { fork, type Frame } from '../session.ts';
import type { Call } from './calls.ts';
import type { At } from './script.ts';

/** A program or a shell that code starts, in the folder and environment it is given. */
export function runProgram(call: Call, meaning: 'shell' | 'program', { frame, invocation, env }: At): void {
  const values = call.values.filter((value) => value.length > 0);
  const given = call.name.endsWith('.send') ? values.slice(1) : values;
  const argv = argvOf(call, meaning, given);
  const inner = placed(call, frame);
  const all = { ...env, ...variablesOf(call) };
  if (argv) return void inner.session.run({ ...invocation, argv, env: all }, inner);
  for (const text of given[0] ?? [unknown('…')])
    inner.session.runText(join(exportsOf(all), text), inner, invocation.segment);
}

/** The environment in the words of the shell. */
function exportsOf(env: Readonly<Record<string, Word>>): Word {
  const lines = Object.entries(env).map(([name, { text, known: certain }]) =>
    certain ? `export ${name}='${text.replaceAll("'", `'\\''`)}'\n` : '',
  );
  return lines.length === 0 ? nothing : known(lines.join(''));
}

/** `cwd=…`, `{ cwd: … }`, Ruby's `chdir:`. */
function placed({ named }: Call, frame: Frame): Frame {
  const inner = fork(frame);
  const place = (named.get('cwd') ?? named.get('chdir') ?? named.get('cd'))?.[0];
  if (place) inner.scope.cwd = place.known ? joinPath(frame.scope.cwd, place.text) : undefined;
  return inner;
}

/** The fields of `env: { … }` stand beside the other ones. */
function variablesOf({ named }: Call): Record<string, Word> {
  const env: Record<string, Word> = {};
  for (const [name, [value]] of named) if (value && /^[A-Z][A-Z0-9_]*$/.test(name)) env[name] = value;
  return env;
}

/** The program and its arguments when they are given apart; undefined when one text holds both. */
function argvOf(
  { name, named }: Call,
  meaning: 'shell' | 'program',
  values: Call['values'],
): readonly Word[] | undefined {
  const given = /\.spawn[lv]/.test(name) ? values.slice(1) : values;
  const [first = [], second = []] = given;
  if (/\.exec[lv]|\.spawn[lv]|pcntl_exec/.test(name)) {
    return [...first, ...(/v\w*$/.test(name) ? second.slice(1) : given.slice(2).flat())];
  }
  if (/Deno\.Command$/.test(name)) return [...first, ...(named.get('args') ?? [])];
  if (first.length > 1) return first;
  if (meaning === 'program')
    return second.length > 0 && !name.startsWith('subprocess') ? [...first, ...second] : undefined;
  const apart = /^(system2?|exec|Kernel\.\w+|Process\.spawn|Open3\.\w+)$/.test(name) && given.length > 1;
  return apart && given.every(([word]) => word?.known) ? given.flat() : undefined;
}
