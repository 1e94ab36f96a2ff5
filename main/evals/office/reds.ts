import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { plainRule } from '../../../core/evals/replay/script.ts';
import { isEnd, isTrial } from '../../../core/evals/suite/trial-line.ts';
import type { FoundLine, HistoryLine } from '../../../core/evals/suite/trial-line.ts';
import { redEvalOf } from '../../../core/learning/red-eval.ts';
import type { Incident } from '../../../core/model/learning/incident.ts';
import { readTextIfThere } from '../../files/read-text-file.ts';
import type { Loaded } from '../prove.ts';
import { readRecording } from '../read-scenario.ts';
import { loadedIn, skillFileOf } from './places.ts';
import type { FoundPlace } from './places.ts';

type Red = Omit<Incident, 'seq' | 'at'> & { readonly key: string };
type Looking = {
  readonly places: readonly FoundPlace[];
  readonly history: readonly HistoryLine[];
  /** Where the recordings lie. */
  readonly folder: string;
  readonly since: number;
};

/** What suites found red and confirmed, whoever ran them, as something that broke. Said once by its key. */
export async function redsIn({ places, history, folder, since }: Looking): Promise<readonly Red[]> {
  const reds: Red[] = [];
  for (const end of history.filter(isEnd)) {
    if (end.at < since) continue;
    for (const found of end.found.filter(isRed)) {
      const line = history.filter(isTrial).findLast((each) => {
        return each.run === end.ended && each.scenario === found.scenario && each.outcome === 'fail';
      });
      const at = placeWith(places, found);
      if (!at || line?.recording === undefined || line.series === 'baseline') continue;
      const read = await readRecording(join(folder, line.recording));
      const red = read.ok ? redEvalOf(at.loaded.scenario, read.value, hash) : read;
      // What passes as it is demanded today is red no more.
      if (!red.ok) continue;
      const { repo } = at.place;
      reds.push({
        ...{ ...red.value, ...(repo && { repo }), ...(await taughtBy(at)) },
        key: `${end.ended} ${found.scenario}`,
      });
    }
  }
  return reds;
}

function isRed({ finding }: FoundLine): boolean {
  return finding === 'regression' || finding === 'violation';
}

type At = { readonly place: FoundPlace; readonly loaded: Loaded };

function placeWith(places: readonly FoundPlace[], { file, scenario }: FoundLine): At | undefined {
  for (const place of places) {
    const loaded = loadedIn(place).find((each) => each.file === file && each.scenario.id === scenario);
    if (loaded) return { place, loaded };
  }
  return undefined;
}

/** Whether the skill that it tests says what was not done. */
async function taughtBy({ place, loaded: { file, scenario } }: At): Promise<Pick<Incident, 'taught'>> {
  const path = skillFileOf(place, file, scenario);
  const read = path === undefined ? undefined : await readTextIfThere(join(place.path, path));
  if (path === undefined || !read?.ok) return {};
  const rule = scenario.behaviour;
  return { taught: { path, rule, stated: plainRule(read.value ?? '').includes(plainRule(rule)) } };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
