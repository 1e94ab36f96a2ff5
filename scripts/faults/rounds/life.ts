import { setTimeout as sleep } from 'node:timers/promises';
import { mulberry } from '../../../e2e/seeded.ts';
import { processesIn, signal } from '../../../e2e/processes.ts';
import { crewSize, dismiss, isKeeping, muster, settleIn, told } from '../desk/crew.ts';
import { makeDesk } from '../desk/desk.ts';
import type { Desk } from '../desk/desk.ts';
import { openFactory } from '../desk/factory.ts';
import type { Factory } from '../desk/factory.ts';
import { readLedgers } from '../desk/ledger.ts';
import type { Program } from '../desk/program.ts';
import { flawsInGit } from '../desk/soundness.ts';
import type { Aftermath, Scene } from '../fault.ts';
import { flawsOf, judge } from './judge.ts';
import { endOfLife } from './row.ts';
import type { Row, Trial } from './row.ts';
import { patienceMs, when, within } from './when.ts';

const longestRoundMs = 4 * patienceMs;

/**
 * One fault after the other, all of them with a window or none, in the life of one desk: a crew of four threads is at
 * work whenever a fault strikes, and each is judged before the next. A failure ends the life, so that what follows is
 * judged by itself; the trials that were not made then come back.
 */
export async function live(
  program: Program,
  trials: readonly Trial[],
  tell: (row: Row) => void,
): Promise<readonly Trial[]> {
  const desk = makeDesk(program, trials[0]?.fault.window ? 'window' : 'headless');
  const lives: { factory?: Factory } = {};
  const done: Trial[] = [];
  try {
    for (const trial of trials) {
      const after = done.map(({ fault }) => fault.id);
      const row = await tryOut(desk, lives, trial);
      tell({ ...row, after });
      done.push(trial);
      if (row.outcome === 'failed') return trials.slice(done.length);
    }
    tell(await finale(desk, lives, done));
    return [];
  } finally {
    await end(desk, lives.factory);
  }
}

/** A round that cannot be brought to its end has failed. */
export async function tryOut(desk: Desk, lives: { factory?: Factory }, trial: Trial): Promise<Row> {
  return within(round(desk, lives, trial), longestRoundMs).catch(async (error: unknown): Promise<Row> => {
    // Last words of the factory may still be on their way.
    await sleep(200);
    const reasons = [`${textOf(error)}\n${lives.factory?.errors().slice(-2000) ?? ''}`];
    return { fault: trial.fault.id, seed: trial.seed, outcome: 'failed', reasons };
  });
}

/** The factory is opened where there is none yet, and is another one after a fault that took it. */
async function round(desk: Desk, lives: { factory?: Factory }, { fault, seed }: Trial): Promise<Row> {
  const at = { fault: fault.id, seed };
  const impossible = fault.impossible?.(desk);
  if (impossible !== undefined) return { ...at, outcome: 'skipped', reasons: [impossible] };
  const began = performance.now();
  const random = mulberry(seed);
  const scene: Scene = { desk, factory: (lives.factory ??= await open(desk)), random };
  await getToWork(scene);
  await sleep(random() * 800);
  const { threads } = await scene.factory.snapshot();
  const before = readLedgers(threads);
  const known = desk.acknowledged.size;
  const aftermath = await fault.inject(scene);
  const after = readLedgers(threads);
  const older = aftermath.factory === 'down' ? processesIn(desk.home) : [];
  const start = performance.now();
  const factory = aftermath.factory === 'down' ? (lives.factory = await openFactory(desk)) : scene.factory;
  const verdict = await judge({ desk, factory, aftermath, before, after, older, start });
  const reasons = [...verdict.reasons, ...(await afterwards({ ...scene, factory }, aftermath))];
  return {
    ...{ ...at, outcome: reasons.length === 0 ? 'survived' : 'failed', reasons },
    ...{ recoveryMs: verdict.recoveryMs, goesOnMs: verdict.goesOnMs },
    ...{
      acknowledged: desk.acknowledged.size - known,
      lost: verdict.lost,
      tookMs: Math.round(performance.now() - began),
    },
  };
}

async function open(desk: Desk): Promise<Factory> {
  const factory = await openFactory(desk);
  await settleIn({ desk, factory });
  return factory;
}

/** Until most of the crew is at work; a machine that is too busy may hold one back. */
async function getToWork(scene: Scene): Promise<void> {
  // Only the one without a window can be kept from seeing how busy the machine is.
  const enough = scene.desk.kind === 'window' ? 1 : crewSize - 1;
  const working = async () => {
    await muster(scene);
    const { threads } = await scene.factory.snapshot();
    return (
      threads.filter((thread) => isKeeping(thread) && thread.runs.at(-1)?.state.kind === 'working').length >= enough
    );
  };
  if (await when(working, patienceMs)) return;
  const { threads } = await scene.factory.snapshot();
  throw new Error(`the crew does not get to work: ${threads.filter(isKeeping).map(told).join('; ')}`);
}

async function afterwards(scene: Scene, aftermath: Aftermath): Promise<readonly string[]> {
  const more = (await aftermath.afterwards?.(scene)) ?? [];
  const unsound = await flawsInGit(scene.desk);
  await dismiss(scene.factory, aftermath.hit ?? []);
  return [...more, ...unsound];
}

/** At the end of a desk's life every ledger is written to its end, and whole; and nothing of ours is left. */
export async function finale(
  desk: Desk,
  { factory }: { readonly factory?: Factory },
  done: readonly Trial[],
): Promise<Row> {
  const seed = done[0]?.seed ?? 0;
  const row = { fault: endOfLife, seed, after: done.map(({ fault }) => fault.id) };
  if (!factory) return { ...row, outcome: 'skipped', reasons: ['nothing could be tried'] };
  const through = async () => (await factory.snapshot()).threads.filter(isKeeping).length === 0;
  const reasons = (await when(through, 2 * patienceMs)) ? [] : ['not every ledger came to its end'];
  const { threads } = await factory.snapshot();
  reasons.push(...threads.filter(({ dropped }) => !dropped).flatMap((thread) => flawsOf(desk, thread)));
  reasons.push(...(await flawsInGit(desk)));
  factory.signal('SIGTERM');
  await factory.gone;
  const gone = await when(() => processesIn(desk.home).length === 0, 5000);
  if (!gone)
    reasons.push(
      `left behind: ${processesIn(desk.home)
        .map(({ command }) => command)
        .join('; ')}`,
    );
  return { ...row, outcome: reasons.length === 0 ? 'survived' : 'failed', reasons };
}

export async function end(desk: Desk, factory: Factory | undefined): Promise<void> {
  factory?.signal('SIGKILL');
  await when(() => {
    for (const { pid } of processesIn(desk.home)) signal(pid, 'SIGKILL');
    return processesIn(desk.home).length === 0;
  }, 5000);
  desk.dispose();
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
