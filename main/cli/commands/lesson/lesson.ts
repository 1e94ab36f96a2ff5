import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { standingOf } from '../../../../core/learning/standing.ts';
import { stateOf } from '../../../../core/contract/recorded.ts';
import type { Snapshot } from '../../../../core/contract.ts';
import type { Lesson } from '../../../../core/model/learning/lesson.ts';
import type { Command, CommandContext, ExitCode } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import type { SnapshotThere } from '../../factory/snapshot-there.ts';
import { clean, cleanLine, table } from '../../screen.ts';
import { lessonReport } from './report.ts';

const which = { name: 'LESSON', about: 'its id, or the end of it' };

const list: Command = {
  name: 'lesson list',
  about: 'Show what was drawn from things that broke, and how each stands',
  options: { all: { about: 'also those that were answered' } },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const lessons = snapshot.lessons
      .map((lesson) => ({ ...lesson, standing: standing(snapshot, lesson) }))
      .filter(({ answer }) => args.has('all') || !answer);
    const rows = lessons.map(({ id, title, rung, count, standing: word, proof }) => [
      id,
      word,
      rung,
      `${String(count)} ×`,
      proof?.passed ? 'proven' : 'not proven',
      cleanLine(title, 80),
    ]);
    screen.print(lessons, rows.length > 0 ? table(rows) : 'No lesson waits for an answer');
    return ok(0);
  },
};

function standing(snapshot: Snapshot, lesson: Lesson) {
  return standingOf(lesson, stateOf(snapshot), Date.now());
}

const show: Command = {
  name: 'lesson show',
  about: 'Show a lesson: why, what it changes, what it costs and what a machine saw',
  positionals: [which],
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const lesson = findLesson(snapshot, args.positional('LESSON'));
    if (!lesson.ok) return lesson;
    const word = standing(snapshot, lesson.value);
    screen.print({ ...lesson.value, standing: word }, clean(lessonText(lesson.value, word)));
    return ok(0);
  },
};

function lessonText({ title, why, rung, files, goal, cost, rollback, proof, incidents }: Lesson, word: string): string {
  return [
    `${title} (${rung}, ${word})`,
    why,
    ...incidents.slice(-3).map(({ text }) => `  ${cleanLine(text, 110)}`),
    ...(goal === undefined ? [] : ['', goal]),
    ...files.flatMap(({ path, before, text }) => [
      '',
      `${before === null ? 'new' : 'changed'}: ${path}`,
      ...(path.endsWith('.json') ? [] : text.split('\n').map((line) => `  ${line}`)),
    ]),
    '',
    `Cost: ${cost}`,
    `Rollback: ${rollback}`,
    ...proofLines(proof),
  ].join('\n');
}

function proofLines(proof: Lesson['proof']): readonly string[] {
  if (!proof) return ['Proof: not tried yet'];
  const claims = proof.claims.map(({ claim, held, text }) => `  ${held ? 'holds' : 'FAILS'}  ${claim}: ${text}`);
  return [`Proof: ${proof.passed ? 'passed' : 'failed'}`, ...claims];
}

const look: Command = {
  name: 'lesson look',
  about: 'Look for lessons now, instead of within the next quarter of an hour',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const looked = await connection.value.call('lessons.look', {});
    if (!looked.ok) return looked;
    screen.print(looked.value, 'Looked; see: teatree lesson list');
    return ok(0);
  },
};

const prove: Command = {
  name: 'lesson prove',
  about: 'Try a lesson out again; exit 1 where a claim does not hold',
  positionals: [which],
  run: (context) =>
    change(context, async (call, { id: lesson }) => {
      const proven = await call('lessons.prove', { lesson });
      if (!proven.ok) return proven;
      context.screen.print(proven.value.proof, clean(proofLines(proven.value.proof).join('\n')));
      return ok(proven.value.proof?.passed ? 0 : 1);
    }),
};

const accept: Command = {
  name: 'lesson accept',
  about:
    'Say yes: it is tried out once more, and lands as a thread of its repo or in your folder; rules only watch at first',
  positionals: [which],
  run: (context) =>
    change(context, async (call, { id: lesson }) => {
      const accepted = await call('lessons.accept', { lesson });
      if (!accepted.ok) return accepted;
      const where = accepted.value.thread ? `carried by thread ${accepted.value.thread}` : 'in your folder';
      context.screen.print(accepted.value, clean(`Accepted: ${accepted.value.title}; ${where}`));
      return ok(0);
    }),
};

const reject: Command = {
  name: 'lesson reject',
  about: 'Say no, and why; it is not asked again',
  positionals: [which],
  options: { reason: { value: 'TEXT', about: 'why', required: true } },
  run: (context) =>
    change(context, async (call, { id: lesson }) => {
      const rejected = await call('lessons.reject', { lesson, reason: context.args.value('reason') ?? '' });
      if (!rejected.ok) return rejected;
      context.screen.print(rejected.value, clean(`Rejected: ${rejected.value.title}`));
      return ok(0);
    }),
};

const revert: Command = {
  name: 'lesson revert',
  about: 'Take a landed lesson back: at once in your folder, by a thread in a repo',
  positionals: [which],
  options: { reason: { value: 'TEXT', about: 'why' } },
  run: (context) =>
    change(context, async (call, { id: lesson }) => {
      const reverted = await call('lessons.revert', { lesson, reason: context.args.value('reason') ?? '' });
      if (!reverted.ok) return reverted;
      context.screen.print(reverted.value, clean(`Taken back: ${reverted.value.title}`));
      return ok(0);
    }),
};

async function change(
  { args, connect }: CommandContext,
  then: (call: SnapshotThere['call'], lesson: Lesson) => Promise<Result<ExitCode>>,
): Promise<Result<ExitCode>> {
  const there = await snapshotThere(connect);
  if (!there.ok) return there;
  const lesson = findLesson(there.value.snapshot, args.positional('LESSON'));
  return lesson.ok ? then(there.value.call, lesson.value) : lesson;
}

function findLesson({ lessons }: Snapshot, name: string): Result<Lesson> {
  const found = lessons.filter(({ id }) => id === name || id.endsWith(name));
  const [only] = found;
  if (only && found.length === 1) return ok(only);
  const message = found.length > 1 ? `Several lessons end with ${name}` : `There is no lesson ${name}`;
  return fail({ code: 'lesson-not-found', message, next: 'List them: teatree lesson list --all' });
}

export const lessonCommands: readonly Command[] = [list, show, look, lessonReport, prove, accept, reject, revert];
