import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, loadavg } from 'node:os';
import { admissionOf } from '../../../core/loop/admission.ts';
import type { Admission, Allowance, Sample } from '../../../core/loop/admission.ts';
import { gaugesOf } from '../../../core/loop/limits/gauges.ts';
import type { Gauges } from '../../../core/loop/limits/gauges.ts';
import { withWindow } from '../../../core/loop/limits/quota-window.ts';
import type { QuotaWindow } from '../../../core/loop/limits/quota-window.ts';
import { exhausted } from '../../process/exhausted.ts';

/** What may begin now, as this machine and the person allow. */
export type Machine = {
  admission(): Admission;
  /** How full everything is, for people. */
  gauges(): Gauges;
  /** Why nothing can be recorded; undefined when it can be again. */
  obstruct(reason: string | undefined): void;
  /** How many turns of ours are under way. */
  carry(turns: number): void;
  /** How full a window of an account is. */
  tell(window: QuotaWindow): void;
  /** Looks now, such as when the person allows something else; else it looks by the clock. */
  look(): void;
  /** Called when what may begin has changed. */
  subscribe(listener: (admission: Admission) => void): () => void;
  subscribeGauges(listener: (gauges: Gauges) => void): () => void;
  stop(): void;
};

export type MachineOptions = {
  readonly allowance: () => Allowance;
  /** Whose disk must have room; without it no disk is looked at. */
  readonly folder?: string;
  readonly sample?: (folder: string | undefined) => Seen;
};

/** What the system tells; the rest of a sample is our own. */
type Seen = Omit<Sample, 'unwritable' | 'own'>;

const lookEveryMs = 2000;

export function watchMachine({ allowance, folder, sample = sampleMachine }: MachineOptions): Machine {
  let unwritable: string | undefined;
  let own = 0;
  let windows: readonly QuotaWindow[] = [];
  const first = sample(folder);
  const admission = announced(admissionOf({ ...first, unwritable, own }, allowance(), undefined));
  const gauges = announced(gaugesOf(first, windows));

  function look(): void {
    const seen = sample(folder);
    gauges.set(gaugesOf(seen, windows));
    admission.set(admissionOf({ ...seen, unwritable, own }, allowance(), admission.value().hold));
  }

  const timer = setInterval(look, lookEveryMs).unref();
  return {
    look,
    obstruct(reason) {
      unwritable = reason;
      look();
    },
    carry: (turns) => void (own = turns),
    tell(window) {
      windows = withWindow(windows, window);
      look();
    },
    ...{ admission: admission.value, subscribe: admission.subscribe },
    ...{ gauges: gauges.value, subscribeGauges: gauges.subscribe },
    stop: () => clearInterval(timer),
  };
}

/** A value that is told to its listeners when it is another one. */
function announced<T>(first: T) {
  const listeners = new Set<(value: T) => void>();
  let current = first;
  return {
    value: () => current,
    set(next: T): void {
      if (JSON.stringify(next) === JSON.stringify(current)) return;
      current = next;
      for (const listener of listeners) listener(current);
    },
    subscribe(listener: (value: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Pressure is told by Linux only; Windows has no load average; elsewhere than on Linux free memory leaves out what is cached. */
function sampleMachine(folder: string | undefined): Seen {
  const linux = process.platform === 'linux';
  return {
    cores: availableParallelism(),
    load: process.platform === 'win32' ? undefined : loadavg()[0],
    freeBytes: linux ? (availableBytes() ?? freemem()) : undefined,
    stalled: linux ? pressure('memory', 'full') : undefined,
    crowded: linux ? pressure('cpu', 'some') : undefined,
    freeDiskBytes: folder === undefined ? undefined : roomAt(folder),
    exhausted: exhausted(),
  };
}

function availableBytes(): number | undefined {
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(readSmall('/proc/meminfo'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** A folder that cannot be looked at says nothing of its disk. */
function roomAt(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Percentage of the last 10 s in which some, or all, that wanted to go on had to wait. */
function pressure(of: 'cpu' | 'memory', share: 'some' | 'full'): number | undefined {
  const percent = new RegExp(`^${share} avg10=([\\d.]+)`, 'm').exec(readSmall(`/proc/pressure/${of}`))?.[1];
  return percent === undefined ? undefined : Number(percent);
}

/** A file that the kernel does not offer says nothing. */
function readSmall(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
