import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LessonId, RepoId, SignalId, ThreadId } from '../../../../core/ids.ts';
import { sendCourier, threadOf } from '../../desk/crew.ts';
import type { Factory } from '../../desk/factory.ts';
import { comesIn } from '../../desk/landing.ts';
import { ledgerRecipe } from '../../desk/ledger.ts';
import type { Scene } from '../../fault.ts';
import { patienceMs, until, when } from '../../rounds/when.ts';
import { atTheGate } from './at-the-gate.ts';
import { granted } from './plot.ts';
import type { FactType, Plot } from './plot.ts';

type Client = Factory['client'];

/** Facts about what is no thread: repos, signals, decisions, orders and lessons. */
export const around: Readonly<Partial<Record<FactType, Plot>>> = {
  'repo.added': async (scene, strike) => {
    const path = cloneBeside(scene);
    await strike(() => granted(scene.factory.client.call('repos.add', { path })));
    return { afterwards: (after) => forgotten(after, path) };
  },
  'repo.removed': async (scene, strike) => {
    const path = cloneBeside(scene);
    const { id } = await granted(scene.factory.client.call('repos.add', { path }));
    await strike(() => granted(scene.factory.client.call('repos.remove', { repo: id })));
    return { afterwards: (after) => forgotten(after, path) };
  },
  'repo.configured': withRepo((client, repo) =>
    granted(client.call('repos.configure', { repo, config: { precious: ['kept/*'] } })),
  ),
  'repo.skills-trusted': withRepo((client, repo, trusted) =>
    granted(client.call('repos.trust-skills', { repo, trusted: !trusted })),
  ),
  'repo.ordered': async (scene, strike) => {
    const path = cloneBeside(scene);
    writeFileSync(join(path, '.teatree.yaml'), 'after: [one]\n');
    scene.desk.git(path, 'add', '.');
    scene.desk.git(path, 'commit', '-q', '-m', 'Say what it builds on');
    const { id } = await granted(scene.factory.client.call('repos.add', { path }));
    scene.desk.git(path, 'push', '-q', 'origin', 'HEAD:main');
    await strike(() => begin(scene, id));
    return { afterwards: (after) => forgotten(after, path) };
  },
  'workspace.failed': async (scene, strike) => {
    const path = cloneBeside(scene);
    const { id } = await granted(scene.factory.client.call('repos.add', { path }));
    rmSync(path, { recursive: true });
    await strike(() => begin(scene, id));
    return { afterwards: (after) => forgotten(after, path) };
  },

  'signal.received': async ({ desk, factory: { client } }, strike) => strike(() => noticed(client, desk.nextLedger())),
  'signal.dismissed': onSignal(dismiss),
  'signal.decided': onSignal(dismiss),
  'signal.taken': onSignal(async (client, signal, { desk, factory }) => {
    const [repo] = (await factory.snapshot()).repos;
    const text = ledgerRecipe(desk.nextLedger(), { length: 1, pauseS: 0 });
    const opens = { action: 'open', repos: repo ? [repo.id] : [], harness: 'recipe', recipe: { text } } as const;
    await granted(client.call('decisions.answer', { key: await keyOf(factory, signal), ...opens }));
  }),
  'signal.decision-undone': onSignal(undoDismissal),
  'signal.reopened': onSignal(undoDismissal),
  'seat.answered': async ({ factory: { client } }, strike) =>
    strike(() => granted(client.call('decisions.advise', { answer: '{"board":"none","decisions":[]}' }))),
  'orders.changed': async ({ factory: { client } }, strike) =>
    strike(() =>
      granted(
        client.call('orders.give', {
          words: 'What is about kettles comes later',
          when: { words: ['kettle'] },
          then: { do: 'boost', points: -1 },
        }),
      ),
    ),

  'thread.found-alike': async (scene, strike) => strike(() => twins(scene)),
  'thread.decided': async (scene, strike) => strike(() => superseded(scene)),
  'thread.decision-undone': onDecision(),
  'thread.revived': onDecision(),

  'lesson.reported': async ({ factory: { client } }, strike) =>
    strike(() =>
      granted(
        client.call('lessons.report', { incident: { kind: 'red-eval', about: 'kettle', text: 'It does not boil' } }),
      ),
    ),
  'lesson.proposed': onLesson(async () => undefined),
  'lesson.proven': onLesson((client, lesson) => granted(client.call('lessons.prove', { lesson }))),
  'lesson.rejected': onLesson((client, lesson) => granted(client.call('lessons.reject', { lesson, reason: 'No' }))),
  'lesson.accepted': onLesson(accept),
  'lesson.opened': onLesson(accept),
  'lesson.reverted': onLesson(async (client, lesson, scene) => {
    await accept(client, lesson);
    await learnt(scene, lesson);
    await granted(client.call('lessons.revert', { lesson }));
  }),
};

/** A clone of a repo that is registered already, under another name. */
function cloneBeside({ desk }: Scene): string {
  const name = desk.nextLedger();
  const clone = join(desk.home, 'src', name);
  const remote = join(desk.home, 'remotes', `${name}.git`);
  desk.git('/', 'clone', '-q', '--bare', desk.remoteOf(desk.clones[0] ?? ''), remote);
  desk.git('/', 'clone', '-q', remote, clone);
  desk.git(clone, 'config', 'user.name', 'Person');
  desk.git(clone, 'config', 'user.email', 'person@example.com');
  return clone;
}

/** A thread in that repo alone. */
async function begin({ desk, factory: { client } }: Scene, repo: RepoId): Promise<void> {
  const title = desk.nextLedger();
  const recipe = { text: ledgerRecipe(title, { length: 1, pauseS: 0 }) };
  await granted(client.call('threads.create', { goal: 'Run an errand beside', title, repos: [repo], recipe }));
}

/** Nothing of it stays, so that the crew is not sent there. */
async function forgotten({ factory: { client, snapshot } }: Scene, path: string): Promise<readonly string[]> {
  const { repos, threads } = await snapshot();
  const repo = repos.find((each) => each.path === path);
  if (!repo) return [];
  for (const { thread, repos: own, dropped } of threads)
    if (own.includes(repo.id) && !dropped) await granted(client.call('threads.drop', { thread, reason: 'No repo' }));
  const removed = await client.call('repos.remove', { repo: repo.id });
  return removed.ok ? [] : [`the repo cannot be given up: ${removed.error.message}`];
}

function withRepo(deed: (client: Client, repo: RepoId, trusted: boolean) => Promise<unknown>): Plot {
  return async ({ factory: { client, snapshot } }, strike) => {
    const [repo] = (await snapshot()).repos;
    if (repo) await strike(() => deed(client, repo.id, repo.skillsTrusted ?? false));
  };
}

function noticed(client: Client, externalId: string) {
  return granted(client.call('signals.add', { title: `The kettle drips, says ${externalId}`, externalId }));
}

type OnSignal = (client: Client, signal: SignalId, scene: Scene) => Promise<unknown>;

function onSignal(deed: OnSignal): Plot {
  return async (scene, strike) => {
    const { client } = scene.factory;
    const { signal } = await noticed(client, scene.desk.nextLedger());
    await strike(() => deed(client, signal, scene));
  };
}

/** What is proposed about it names the edition of it. */
async function keyOf({ snapshot }: Factory, id: SignalId): Promise<string> {
  const known = (await snapshot()).signals.find(({ signal }) => signal.id === id);
  return `open:${id}:${String(known?.signal.revision)}`;
}

async function dismiss(client: Client, signal: SignalId, { factory }: Scene) {
  const key = await keyOf(factory, signal);
  return granted(client.call('decisions.answer', { key, action: 'dismiss', reason: 'No kettle' }));
}

async function undoDismissal(client: Client, signal: SignalId, scene: Scene): Promise<void> {
  const { decision } = await dismiss(client, signal, scene);
  await granted(client.call('decisions.undo', { decision }));
}

/** Two threads that look alike, the later one first. */
async function twins(scene: Scene): Promise<readonly [later: ThreadId, earlier: ThreadId]> {
  const title = scene.desk.nextLedger();
  const goal = 'Mend the whistle of the kettle in the kitchen, as it keeps dripping';
  const earlier = await sendCourier(scene, { title, goal });
  const later = await sendCourier(scene, { title, goal: `${goal} again` });
  const alike = async () => ((await threadOf(scene.factory, later)).alike ?? []).some(({ to }) => to === earlier);
  await until(alike, patienceMs, 'the twins are not found');
  return [later, earlier];
}

async function superseded(scene: Scene): Promise<ThreadId> {
  const [later, earlier] = await twins(scene);
  const key = `same:${later}:${earlier}`;
  await granted(scene.factory.client.call('decisions.answer', { key, action: 'supersede' }));
  return later;
}

function onDecision(): Plot {
  return async (scene, strike) => {
    const thread = await superseded(scene);
    const decision = (await threadOf(scene.factory, thread)).decisions?.at(-1)?.id;
    if (decision) await strike(() => granted(scene.factory.client.call('decisions.undo', { decision })));
  };
}

type OnLesson = (client: Client, lesson: LessonId, scene: Scene) => Promise<unknown>;

/** Drawn from a call that the person said no to. */
function onLesson(deed: OnLesson): Plot {
  return async (scene, strike) => {
    const { client, snapshot } = scene.factory;
    // No more than a few wait for an answer.
    for (const { id, answer } of (await snapshot()).lessons)
      if (!answer) await granted(client.call('lessons.reject', { lesson: id, reason: 'Not now' }));
    const { thread, ask } = await atTheGate(scene);
    await granted(client.call('asks.answer', { ask: ask.id, generation: ask.generation, answer: { kind: 'reject' } }));
    const of = { kind: 'action', thread, call: ask.subject.action.call } as const;
    await strike(async () => {
      let made = await client.call('lessons.make', { of, as: 'rule' });
      // The agent is told of the no first.
      const known = async () => {
        if (!made.ok) made = await client.call('lessons.make', { of, as: 'rule' });
        return made.ok;
      };
      await when(known, patienceMs / 4, 200);
      const { lesson } = await granted(Promise.resolve(made));
      await deed(client, lesson, scene);
    });
    return { hit: [thread] };
  };
}

/** Its thread has landed: before that there is nothing to take back. */
async function learnt(scene: Scene, lesson: LessonId): Promise<void> {
  const { lessons } = await scene.factory.snapshot();
  const thread = lessons.find(({ id }) => id === lesson)?.thread;
  if (thread && !(await comesIn(scene, thread))) throw new Error('what was learnt does not land');
}

function accept(client: Client, lesson: LessonId) {
  return granted(client.call('lessons.accept', { lesson }));
}
