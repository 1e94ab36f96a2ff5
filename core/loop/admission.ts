/** What the machine looks like now. What the platform does not tell is undefined and holds nothing back. */
export type Sample = {
  readonly cores: number;
  /** How many threads of execution wanted to run, or waited for a disk, averaged over the last minute. */
  readonly load: number | undefined;
  /** Percentage of the last 10 s in which something had to wait for a processor. */
  readonly crowded: number | undefined;
  /** Turns of ours that are under way. */
  readonly own: number;
  /** Memory that programs could still get without swapping. */
  readonly freeBytes: number | undefined;
  /** Percentage of the last 10 s in which nothing could go on for want of memory. */
  readonly stalled: number | undefined;
  /** Left on the disk of the data folder. */
  readonly freeDiskBytes: number | undefined;
  /** What the system gives no more of, such as `EMFILE`. */
  readonly exhausted: string | undefined;
  /** Why the journal takes nothing, such as a full disk. */
  readonly unwritable: string | undefined;
};

/** What the person allows. */
export type Allowance = {
  readonly wipLimit: number;
  /** Threads that may work in one repo at once; 0: as many as there are places. */
  readonly repoWipLimit?: number;
  /** An agent starts only where so much memory is free. 0: memory holds nothing back. */
  readonly freeMemoryGb: number;
};

/** Why nothing new starts now. `strict`: not even when nothing is at work, because it would take the machine down. */
export type Hold = {
  readonly kind: 'disk' | 'files' | 'memory' | 'load';
  readonly text: string;
  readonly strict: boolean;
};

/** What may begin now. It is derived from the machine again and again, so it is never recorded. */
export type Admission = {
  /** Threads that may work at once. One check round, one review and one landing have a place of their own beside them. */
  readonly places: number;
  /** In one repo; undefined: as many as there are places. */
  readonly perRepo?: number | undefined;
  /** Agents that may start at once: more would only make each other slower. */
  readonly starts: number;
  /** The person allows more places than the cores carry. */
  readonly capped: boolean;
  readonly hold: Hold | undefined;
};

const gigabyte = 1024 ** 3;
const megabyte = 1024 ** 2;
/** An agent is idle most of the time: it waits for its model. */
const placesPerCore = 8;
/** A hold ends only well on the safe side of where it began, so that it does not begin again at once. */
const hysteresis = {
  load: { holdPerCore: 4, releasePerCore: 3 },
  crowded: { hold: 50, release: 25 },
  stalled: { hold: 10, release: 5 },
  memory: { releaseFactor: 1.25, strictFactor: 0.5 },
  /** An agent that begins with less only leaves half-written files. */
  disk: { holdBytes: 8 * megabyte, releaseBytes: 16 * megabyte },
} as const;

/** `before` is what held until now; without it the machine has the benefit of the doubt. */
export function admissionOf(sample: Sample, allowance: Allowance, before: Hold | undefined): Admission {
  const carried = Math.max(placesPerCore, sample.cores * placesPerCore);
  return {
    places: Math.min(allowance.wipLimit, carried),
    starts: Math.max(2, sample.cores),
    capped: allowance.wipLimit > carried,
    ...(allowance.repoWipLimit !== undefined && allowance.repoWipLimit > 0 && { perRepo: allowance.repoWipLimit }),
    hold:
      diskHold(sample, before) ??
      filesHold(sample) ??
      memoryHold(sample, allowance, before) ??
      loadHold(sample, before),
  };
}

/** For where nothing is known of a machine. */
export function unheld(places: number): Admission {
  return { places, starts: Infinity, capped: false, hold: undefined };
}

/** What cannot be recorded must not begin. */
function diskHold({ unwritable, freeDiskBytes }: Sample, before: Hold | undefined): Hold | undefined {
  const { holdBytes, releaseBytes } = hysteresis.disk;
  const full = freeDiskBytes !== undefined && freeDiskBytes < (before?.kind === 'disk' ? releaseBytes : holdBytes);
  const why = unwritable ?? (full ? `${String(Math.floor(freeDiskBytes / megabyte))} MB left; make room` : undefined);
  return why === undefined ? undefined : { kind: 'disk', text: `Waits for the disk: ${why}`, strict: true };
}

function filesHold({ exhausted }: Sample): Hold | undefined {
  if (exhausted === undefined) return undefined;
  const text = `Waits for open files: the system gives no more (${exhausted}); end other programs or raise the limit`;
  return { kind: 'files', text, strict: true };
}

function memoryHold({ freeBytes, stalled }: Sample, allowance: Allowance, before: Hold | undefined): Hold | undefined {
  const needed = allowance.freeMemoryGb;
  if (needed === 0) return undefined;
  const held = before?.kind === 'memory';
  const { memory, stalled: stall } = hysteresis;
  if (freeBytes !== undefined) {
    const free = freeBytes / gigabyte;
    if (free < needed * (held ? memory.releaseFactor : 1)) {
      const text = `Waits for memory: ${oneDigit(free)} GB free, ${oneDigit(needed)} needed; pause a thread or need less in the settings`;
      return { kind: 'memory', text, strict: free < needed * memory.strictFactor };
    }
  }
  if (stalled === undefined || stalled < (held ? stall.release : stall.hold)) return undefined;
  const text = `Waits for memory: programs stood still for ${String(Math.round(stalled))} % of the time; pause a thread`;
  return { kind: 'memory', text, strict: false };
}

/**
 * What our own turns bring about is bounded by the places, so only what goes beyond one thread of execution for each of
 * them counts: other programs, or turns that are heavier than most. A load that waits for a disk crowds no processor.
 */
function loadHold({ cores, load, crowded, own }: Sample, before: Hold | undefined): Hold | undefined {
  const held = before?.kind === 'load';
  const { load: perCore, crowded: crowd } = hysteresis;
  if (load === undefined || load - own < cores * (held ? perCore.releasePerCore : perCore.holdPerCore))
    return undefined;
  if (crowded !== undefined && crowded < (held ? crowd.release : crowd.hold)) return undefined;
  const count = `${String(cores)} ${cores === 1 ? 'core' : 'cores'}`;
  const text = `Waits for the processor: load ${String(Math.round(load))} on ${count}; pause a thread or wait`;
  return { kind: 'load', text, strict: false };
}

function oneDigit(gigabytes: number): string {
  return gigabytes.toFixed(1).replace(/\.0$/, '');
}
