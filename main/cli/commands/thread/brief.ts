import type { BriefView } from '../../../../core/brief/brief-view.ts';
import { RunId } from '../../../../core/ids.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { THREAD, threadThere } from '../../factory/thread-there.ts';
import { clean } from '../../screen.ts';
import type { Screen } from '../../screen.ts';

export const threadBrief: Command = {
  name: 'thread brief',
  about: 'Show what a new session of the agent would be told, also before the first run',
  positionals: [THREAD],
  options: { run: { value: 'RUN', about: 'what this run was given, as it was then' } },
  async run(context) {
    const { args, screen } = context;
    const named = args.value('run');
    const run = named === undefined ? undefined : RunId.safeParse(named);
    if (run && !run.success)
      return fail({
        code: 'bad-usage',
        message: `--run ${named ?? ''} is not a run_… id`,
        next: 'teatree thread show THREAD',
      });
    const there = await threadThere(context);
    if (!there.ok) return there;
    const { call } = there.value;
    const { thread, harness } = there.value.thread;
    const brief = await call('threads.brief', { thread, ...(run && { run: run.data }) });
    if (!brief.ok) return brief;
    printBrief(screen, brief.value, harness.id);
    return ok(0);
  },
};

/** The text alone goes to stdout, what is to be known about it to stderr. */
export function printBrief(screen: Screen, brief: BriefView, harness: string): void {
  for (const note of notesOn(brief, harness)) screen.note(clean(note));
  screen.print(brief, clean(brief.text));
}

function notesOn(
  { text, hash, skills, notGiven, cuts, budget, unknown, given, read, run }: BriefView,
  harness: string,
): readonly string[] {
  const room = budget === undefined ? '' : ` of ${String(budget)}`;
  return [
    `sha256 ${hash} · ${String(text.length)}${room} characters`,
    ...(unknown.length > 0 ? [`a preview: not known yet are ${unknown.join(', ')}`] : []),
    ...(read || run ? [] : [`${harness} follows its recipe and is not told this`]),
    ...skills.map(
      ({ name, from, why }) => `skill ${name}${from === undefined ? '' : ` of ${from}`}: ${why ?? 'to be looked up'}`,
    ),
    ...notGiven.map((each) => `skill not given: ${each}`),
    ...cuts.map(({ name, kept, of }) => `cut: ${name}, ${String(kept)} of ${String(of)} characters`),
    ...(given.length > 0 && !run ? [`given to ${given.join(', ')}: see it with --run`] : []),
  ];
}
