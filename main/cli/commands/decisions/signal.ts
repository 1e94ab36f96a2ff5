import { resolve } from 'node:path';
import type { Snapshot } from '../../../../core/contract.ts';
import { SignalId } from '../../../../core/ids.ts';
import type { RepoId } from '../../../../core/ids.ts';
import { isOpen, SignalKind } from '../../../../core/model/deciding/signal.ts';
import type { KnownSignal } from '../../../../core/model/deciding/signal.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Args, Command } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { findRepo } from '../../names.ts';
import { cleanLine, table } from '../../screen.ts';

const add: Command = {
  name: 'signal add',
  about: 'Tell the factory of something; it proposes what to do about it. The same name is the same thing again',
  options: {
    title: { value: 'TEXT', about: 'what it is', required: true },
    body: { value: 'TEXT', about: 'more about it; - reads it from stdin' },
    repo: { value: 'NAME', about: 'where it belongs' },
    kind: { value: 'KIND', about: `${SignalKind.options.join(', ')} (request)` },
    source: { value: 'NAME', about: 'who tells (cli)' },
    id: { value: 'NAME', about: "the source's own name for it" },
    outside: { about: 'the words are not your own' },
    over: { about: 'it is there no more' },
  },
  async run({ args, screen, connect, readInput }) {
    const kind = SignalKind.safeParse(args.value('kind') ?? 'request');
    if (!kind.success)
      return fail({
        code: 'bad-usage',
        message: `--kind ${args.value('kind') ?? ''} is none of ${SignalKind.options.join(', ')}`,
      });
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const repo = readRepo(args, snapshot);
    if (!repo.ok) return repo;
    const added = await call('signals.add', {
      ...{ kind: kind.data, ...wordsOf(args), ...repo.value },
      body: args.value('body') === '-' ? await readInput() : (args.value('body') ?? ''),
    });
    if (!added.ok) return added;
    screen.print(added.value, `${added.value.signal} is noted; see: teatree decisions list --open`);
    return ok(0);
  },
};

function readRepo(args: Args, snapshot: Snapshot): Result<{ readonly repo?: RepoId }> {
  const name = args.value('repo');
  const repo = name === undefined ? undefined : findRepo(snapshot, name);
  if (repo && !repo.ok) return repo;
  return ok(repo ? { repo: repo.value.id } : {});
}

function wordsOf(args: Args) {
  const [source = 'cli', externalId] = [args.value('source'), args.value('id')];
  return {
    ...{ title: args.value('title') ?? '', outside: args.has('outside'), over: args.has('over'), source },
    ...(externalId !== undefined && { externalId }),
  };
}

const list: Command = {
  name: 'signal list',
  about: 'Show what was noticed and waits for a decision',
  options: { all: { about: 'also what is decided or over' } },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const signals = snapshot.signals.filter((known) => args.has('all') || isOpen(known));
    const number = (known: KnownSignal) =>
      snapshot.threads.find(({ thread }) => known.fate?.kind === 'thread' && thread === known.fate.thread)?.number;
    const rows = signals.map((known) => [
      known.signal.id,
      known.signal.source,
      known.signal.kind,
      known.fate?.kind === 'thread'
        ? `#${String(number(known) ?? '?')}`
        : (known.fate?.kind ?? (known.signal.over ? 'over' : 'open')),
      cleanLine(known.signal.title, 100),
    ]);
    screen.print(signals, rows.length > 0 ? table(rows) : 'Nothing waits');
    return ok(0);
  },
};

const importReport: Command = {
  name: 'signal import',
  about: 'Take up a report of your own CI (JUnit .xml or .tap): what fails is a signal, what passes ends one',
  positionals: [{ name: 'FILE', about: 'the report' }],
  options: { repo: { value: 'NAME', about: 'where it belongs; without it the repo whose clone holds the file' } },
  async run({ args, screen, connect }) {
    const path = resolve(args.positional('FILE'));
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const repo = readRepo(args, snapshot);
    if (!repo.ok) return repo;
    const taken = await call('signals.import', { path, ...repo.value });
    if (!taken.ok) return taken;
    const { failing, passing } = taken.value;
    const text = `${String(failing)} failing, ${String(passing)} that failed before pass now`;
    screen.print(taken.value, failing > 0 ? `${text}; see: teatree decisions list --open` : text);
    return ok(0);
  },
};

const reopen: Command = {
  name: 'signal reopen',
  about: 'Let a decided signal wait for a decision again',
  positionals: [{ name: 'SIGNAL', about: 'its id' }],
  async run({ args, screen, connect }) {
    const id = SignalId.safeParse(args.positional('SIGNAL'));
    if (!id.success)
      return fail({
        code: 'bad-usage',
        message: `${args.positional('SIGNAL')} is not a sig_… id`,
        next: 'List them: teatree signal list --all',
      });
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const reopened = await connection.value.call('signals.reopen', { signal: id.data });
    if (!reopened.ok) return reopened;
    screen.print({ signal: id.data, open: true }, `${id.data} waits for a decision again`);
    return ok(0);
  },
};

export const signalCommands: readonly Command[] = [add, importReport, list, reopen];
