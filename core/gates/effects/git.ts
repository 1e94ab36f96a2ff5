import type { ActionEffect, Word } from '../../model/action.ts';
import { readGit } from '../git-command.ts';
import { readOptions, valuesOf } from '../options.ts';
import { deletes, writes, type ReaderContext, type ReaderTable } from './reader.ts';

export const git: ReaderTable = { git: readEffects, hub: readEffects };

function readEffects(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { command, state } = at;
  const { segment } = command;
  const { use, aliases, unclear } = readGit(command, state.context, state);
  for (const [name, value] of aliases) state.aliases.set(name, value);
  const inside = { ...at, command: { ...command, cwd: use.directory } };
  return [
    { kind: 'git', git: use, segment },
    ...(unclear ? [{ kind: 'opaque', reason: unclear, segment } as const] : []),
    ...outputsOf(use.verb, words, inside),
    ...networkOf(use.verb, use.args, segment),
  ];
}

/** Files that git writes where it is told to. */
function outputsOf(verb: string, words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const after = words.slice(words.findIndex((word) => word.text === verb) + 1);
  const options = readOptions(after, { valued: 'ob', long: ['output=', 'output-directory='] });
  const named = /^(diff|log|show|archive|format-patch|diff-tree|shortlog)$/.test(verb)
    ? valuesOf(options, 'output', 'output-directory')
    : [];
  const short = /^(archive|format-patch)$/.test(verb) ? valuesOf(options, 'o') : [];
  const place = verb === 'clone' ? options.operands.slice(1, 2) : verb === 'init' ? options.operands.slice(0, 1) : [];
  const file = verb === 'config' ? valuesOf(readOptions(after, { valued: 'f', long: ['file='] }), 'f', 'file') : [];
  const moved = verb === 'mv' ? deletes(options.operands.slice(0, -1), at, true) : [];
  return [...writes([...named, ...short, ...place, ...file], at), ...moved];
}

function networkOf(verb: string, args: readonly string[], segment: string): readonly ActionEffect[] {
  if (verb !== 'clone') return [];
  const source = args.find((arg) => !arg.startsWith('-')) ?? '';
  const host = /^(?:\w+:\/\/(?:[^@/]*@)?([^/:]+)|(?:[\w.-]+@)([\w.-]+):)/.exec(source);
  return host ? [{ kind: 'network', host: host[1] ?? host[2], segment }] : [];
}
