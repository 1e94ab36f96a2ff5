import type { FactoryState } from '../../../core/loop/state.ts';
import { shelfFor } from '../../skills/shelf.ts';
import type { Store } from '../../store/store-port.ts';
import { readConfig } from '../../intake/read-config.ts';
import { briefOffice } from './brief-office.ts';
import type { BriefOffice } from './brief-office.ts';
import type { BriefSources } from './sources.ts';

type Parts = Pick<BriefSources, 'dataFolder' | 'harnesses'> & {
  readonly store: Pick<Store, 'journal' | 'transcripts'>;
  /** The folder of the shipped skills. */
  readonly skills: string;
};

/** The office of a factory. */
export function briefsOf(state: FactoryState, { store, skills, dataFolder, harnesses }: Parts): BriefOffice {
  return briefOffice({
    ...{ dataFolder, harnesses, readConfig, journal: store.journal, transcripts: store.transcripts },
    skills: shelfFor(state, { skills, dataFolder }),
    repo: (id) => state.repos.get(id),
    threads: () => state.threads.values(),
  });
}
