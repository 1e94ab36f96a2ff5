import type { Call, Input } from '../../../../core/contract.ts';
import type { Done } from '../../../../core/contract/method.ts';
import type { ThreadId } from '../../../../core/ids.ts';
import { LinkKind } from '../../../../core/model/attention/edge.ts';
import { Priority, Size } from '../../../../core/model/attention/triage.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { linkWords } from '../../../../core/views/attention/links.ts';
import type { Args, Command, Option } from '../../command-line/command.ts';
import { findThread } from '../../names.ts';
import { steering } from './steer.ts';

const triage = steering({
  ...{ name: 'thread triage', about: 'Say how much it weighs, which decides when its turn comes', done: 'is triaged' },
  options: {
    priority: { value: 'P0–P4', about: 'P0 stops the line: all else waits for it' },
    size: { value: '1|2|3|5|8', about: 'effort compared with other threads' },
    due: { value: 'DATE', about: 'such as 2026-12-01 or 2026-12-01T17:00; "none" takes it away' },
    boost: { value: 'POINTS', about: 'added to its score, or taken off with -2' },
    background: { about: 'whenever there is room; a share of the places is kept for such work' },
    foreground: { about: 'no background work any more' },
    pin: { about: 'before all others' },
    unpin: { about: 'back to where its score puts it' },
    reason: { value: 'TEXT', about: 'why, for the record' },
  },
  async send(call, thread, args) {
    const patch = readTriage(args);
    return patch.ok ? call('threads.triage', { thread, ...patch.value }) : patch;
  },
});

type Patch = Omit<Input<'threads.triage'>, 'thread'>;

function readTriage(args: Args): Result<Patch> {
  const priority = read(args, 'priority', (text) => Priority.safeParse(text.toUpperCase()).data);
  const size = read(args, 'size', (text) => Size.safeParse(Number(text)).data);
  const due = read(args, 'due', (text) => (text === 'none' ? null : moment(text)));
  const boost = read(args, 'boost', (text) =>
    text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text),
  );
  const background = choice(args, 'background', 'foreground');
  const pinned = choice(args, 'pin', 'unpin');
  const reason = read(args, 'reason', (text) => text);
  for (const part of [priority, size, due, boost, background, pinned, reason]) if (!part.ok) return part;
  const given = { priority, size, due, boost, background, pinned };
  if (Object.values(given).every((part) => part.ok && part.value === undefined))
    return fail({ code: 'bad-usage', message: 'Say what is to be different, such as --priority P1' });
  const parts = Object.entries({ ...given, reason }).flatMap(([name, part]) =>
    part.ok && part.value !== undefined ? [[name, part.value]] : [],
  );
  return ok(Object.fromEntries(parts) as Patch);
}

function read<T>(args: Args, name: string, parse: (text: string) => T | undefined): Result<T | undefined> {
  const text = args.value(name);
  if (text === undefined) return ok(undefined);
  const value = parse(text);
  return value === undefined
    ? fail({ code: 'bad-usage', message: `--${name} ${text} is none`, next: 'See: teatree help thread triage' })
    : ok(value);
}

function choice(args: Args, yes: string, no: string): Result<boolean | undefined> {
  if (args.has(yes) && args.has(no)) return fail({ code: 'bad-usage', message: `Give --${yes} or --${no}, not both` });
  return ok(args.has(yes) ? true : args.has(no) ? false : undefined);
}

/** A day ends at its end, in local time. */
function moment(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text)) return undefined;
  const at = new Date(text.includes('T') ? text : `${text}T23:59:59`).getTime();
  return Number.isNaN(at) || at <= 0 ? undefined : at;
}

const kinds: Readonly<Record<string, Option>> = Object.fromEntries(
  LinkKind.options.map((kind) => [kind, { value: 'THREAD', about: `it ${linkWords[kind]} that one` }]),
);

type Send = (call: Call, link: Input<'threads.unlink'>, args: Args) => Promise<Result<Done>>;

function linking(
  command: Pick<Command, 'name' | 'about' | 'options'> & { readonly done: string },
  send: Send,
): Command {
  return steering({
    ...command,
    options: { ...kinds, ...command.options },
    async send(call, thread, args) {
      const link = await readLink(call, thread, args);
      return link.ok ? send(call, link.value, args) : link;
    },
  });
}

async function readLink(call: Call, thread: ThreadId, args: Args): Promise<Result<Input<'threads.unlink'>>> {
  const [kind, ...more] = LinkKind.options.filter((each) => args.has(each));
  if (!kind || more.length > 0)
    return fail({ code: 'bad-usage', message: 'Give one of --blocks, --waits-for and the other kinds' });
  const snapshot = await call('app.snapshot', {});
  if (!snapshot.ok) return snapshot;
  const other = findThread(snapshot.value, args.value(kind) ?? '');
  return other.ok ? ok({ thread, kind, to: other.value.thread }) : other;
}

const link = linking(
  {
    ...{ name: 'thread link', about: 'Say what it is to another thread', done: 'is linked' },
    options: { evidence: { value: 'TEXT', about: 'why you think so' } },
  },
  (call, input, args) => {
    const evidence = args.value('evidence');
    return call('threads.link', { ...input, ...(evidence !== undefined && { evidence }) });
  },
);

const unlink = linking(
  { name: 'thread unlink', about: 'Take such a link away', done: 'is no longer linked' },
  (call, input) => call('threads.unlink', input),
);

export const threadWeightCommands: readonly Command[] = [triage, link, unlink];
