import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Sampled = {
  /** By run: the most that all its processes held at once, and the CPU time of all. */
  readonly seen: Readonly<Record<string, { readonly peakPssMb: number; readonly cpuSeconds: number }>>;
  /** Runs whose processes stayed on, from `markIdle` to the end. */
  readonly idle: readonly { readonly run: string; readonly pssMb: number; readonly cpuPercent: number }[];
};

/** Watches the processes below this one from a process of its own, so that looking takes no time of ours. */
export function startSampler() {
  const file = join('scripts', 'bench', 'support', 'programs', 'process-sampler.mjs');
  const child = spawn(process.execPath, [file, String(process.pid)], { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    markIdle: () => void child.stdin.write('idle\n'),
    end: async (): Promise<Sampled> => {
      child.stdin.end();
      return JSON.parse(await firstLine(child.stdout)) as Sampled;
    },
  };
}

export function ownPssMb(): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))?.[1] ?? 0) / 1024;
}

export async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  return '';
}
