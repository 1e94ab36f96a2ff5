import type { Settings } from '../../../core/settings.ts';
import type { Contained } from '../../../core/model/run.ts';
import type { ContainmentState } from '../../process/containment/containment.ts';
import { detectContainment } from '../../process/containment/detect.ts';
import { isContained } from '../../process/containment/is-contained.ts';

/** What holds agents back beneath the gate, on this machine and under this setting. */
export type Backstop = {
  /** Found out once by trying, at the first call. */
  look(): Promise<ContainmentState>;
  /** What `look` found; undefined until then. */
  known(): ContainmentState | undefined;
  /** What holds for a process that was started under `state`. */
  prove(pid: number, state: ContainmentState): Promise<Contained>;
};

export type BackstopOptions = {
  readonly setting: () => Settings['containment'];
  /** Told once when agents run without it. */
  readonly onWarning: (text: string) => void;
  readonly detect?: () => Promise<ContainmentState>;
};

const SWITCHED_OFF: ContainmentState = {
  kind: 'not-contained',
  reason: 'Switched off in the settings',
  next: 'Switch it on: teatree settings set containment auto',
};

export function createBackstop({ setting, onWarning, detect = detectContainment }: BackstopOptions): Backstop {
  let looking: Promise<ContainmentState> | undefined;
  let found: ContainmentState | undefined;
  return {
    look() {
      if (setting() === 'off') return Promise.resolve(SWITCHED_OFF);
      looking ??= detect().then((state) => {
        if (state.kind === 'not-contained') onWarning(`Agents are not contained: ${state.reason}. ${state.next}`);
        return (found = state);
      });
      return looking;
    },
    known: () => (setting() === 'off' ? SWITCHED_OFF : found),
    async prove(pid, state) {
      if (state.kind === 'not-contained') return { kind: state.kind, reason: state.reason };
      if (await isContained(pid, state.by)) return { kind: 'contained', by: state.by };
      return { kind: 'not-contained', reason: 'The harness did not start its program inside' };
    },
  };
}

/** Bubblewrap gives a run processes of its own and shows it no others. */
export function ownsItsPids(state: ContainmentState | undefined): boolean {
  return state?.kind === 'contained' && state.by === 'bubblewrap';
}
