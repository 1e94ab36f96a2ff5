import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stage } from '../../../core/evals/grading/recording.ts';
import type { Script } from '../../../core/evals/replay/script.ts';
import { judgedBy } from './judged.ts';
import { makePlace, repoMoves } from './place.ts';
import type { TrialPlace } from './place.ts';
import type { TrialLab } from './trial-factory.ts';
import { recordingOf, tryOnce } from './trial.ts';
import type { Tried, TrialWish } from './trial.ts';

export type AttemptWish = TrialWish & {
  /** Played by the scripted agent in the place of an agent with a model. */
  readonly script?: Omit<Script, 'moves'> | undefined;
};

/** A trial from its place to the end of its factory. Whatever goes wrong around it is `infra`. */
export async function attemptTrial(lab: TrialLab, wish: AttemptWish): Promise<Tried> {
  await lab.admitted(wish.signal);
  if (wish.signal.aborted) return { recording: recordingOf(wish, { ending: 'skipped' }), note: 'stopped' };
  const place = await makePlace(wish);
  if (!place.ok) return { recording: recordingOf(wish, {}), note: place.error.message, hopeless: true };
  try {
    const file = wish.script && (await writeScript(place.value, wish.script));
    const opened = await lab.open(place.value, file);
    if (!opened.ok) return { recording: recordingOf(wish, {}), note: opened.error.message };
    try {
      const tried = await tryOnce({ lab, place: place.value, factory: opened.value }, wish);
      // A recording that is played stays the recording of who made it.
      const { recording } = tried;
      const whose = wish.script ? { ...recording, harness: wish.script.recording.harness } : recording;
      return { ...tried, recording: await judgedBy(lab, wish, whose) };
    } finally {
      await opened.value.close();
    }
  } finally {
    await place.value.clear();
  }
}

/** Beside the data folder, not in it: the agent must not be able to write what it will do next. */
async function writeScript(place: TrialPlace, script: Omit<Script, 'moves'>): Promise<string> {
  const { root, data } = place;
  const moves = [...repoMoves(place).map(([from, to]) => [to, from]), [stage.appState, data]];
  const file = join(root, 'script.json');
  await writeFile(file, JSON.stringify({ ...script, moves }));
  return file;
}
