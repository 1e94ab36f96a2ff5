import type { ActionEffect, Word } from '../../model/action.ts';
import { readGit } from '../git-command.ts';
import { readOptions } from '../options.ts';
import { deletes, writes, type ReaderContext, type ReaderTable } from './reader.ts';

export const git: ReaderTable = { git: readEffects, hub: readEffects };

function readEffects(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { command, state } = at;
  const { segment } = command;
  const { use, aliases, unclear, writes: written } = readGit(command, state.context, state);
  for (const [name, value] of aliases) state.aliases.set(name, value);
  const inside = { ...at, command: { ...command, cwd: use.directory } };
  return [
    { kind: 'git', git: use, segment },
    ...(unclear ? [{ kind: 'opaque', reason: unclear, segment } as const] : []),
    ...writes(written, inside),
    ...(use.verb === 'mv' ? movedAway(words, inside) : []),
    ...networkOf(use.verb, use.args, segment),
  ];
}

function movedAway(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const after = words.slice(words.findIndex((word) => word.text === 'mv') + 1);
  return deletes(readOptions(after).operands.slice(0, -1), at, true);
}

function networkOf(verb: string, args: readonly string[], segment: string): readonly ActionEffect[] {
  if (verb !== 'clone') return [];
  const source = args.find((arg) => !arg.startsWith('-')) ?? '';
  const host = /^(?:\w+:\/\/(?:[^@/]*@)?([^/:]+)|(?:[\w.-]+@)([\w.-]+):)/.exec(source);
  return host ? [{ kind: 'network', host: host[1] ?? host[2], segment }] : [];
}
