import type { Finding, Repaired } from '../../../core/contract/doctor-methods.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Diagnosis, Patient } from './diagnosis.ts';
import { lookAtRecords } from './records.ts';
import { lookAtStrays } from './strays.ts';
import { lookAtSurroundings } from './surroundings.ts';
import { lookAtWorkspaces } from './workspaces.ts';

export type Doctor = {
  /** What holds on this machine, and what does not with its remedy. Looks only; changes nothing. */
  examine(): Promise<readonly Finding[]>;
  /** Mends one finding, if it is still found. Failures: finding-gone, no-repair, those of the repair. */
  repair(id: string): Promise<Result<Repaired>>;
};

export function createDoctor(patient: Patient): Doctor {
  return {
    examine: async () => [...(await diagnose(patient)).map(findingOf), ...(await patient.policy())],
    async repair(id) {
      const found = (await diagnose(patient)).find((each) => idOf(each) === id);
      const next = 'Look again: teatree doctor';
      if (!found) return fail({ code: 'finding-gone', message: `There is nothing called ${id} any more`, next });
      if (!found.cure)
        return fail({ code: 'no-repair', message: `${found.name}: ${found.text}`, next: found.next ?? next });
      const done = await found.cure.apply();
      return done.ok ? ok({ text: done.value }) : done;
    },
  };
}

async function diagnose(patient: Patient): Promise<readonly Diagnosis[]> {
  const looks = [lookAtSurroundings, lookAtRecords, lookAtWorkspaces];
  const found = await Promise.all(looks.map((look) => look(patient)));
  // Last and alone: it must not take the git of the other looks for one that is at work in the repo.
  return [...found.flat(), ...(await lookAtStrays(patient))];
}

function findingOf(diagnosis: Diagnosis): Finding {
  const { name, text, state, next, cure } = diagnosis;
  const about = { id: idOf(diagnosis), name, text, next };
  if (state === 'ok') return { ...about, state };
  // What has no cure has a next step: `Diagnosis` says so.
  return cure ? { ...about, state, repair: cure.words } : { ...about, state, next: next ?? '' };
}

function idOf({ id, name }: Pick<Diagnosis, 'id' | 'name'>): string {
  return id ?? name;
}
