// A hostile tree of processes, ended in five ways: who is left alive, and after how many milliseconds the rest is gone.
import { mkdtempSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { detectContainment } from '../../main/process/containment/detect.ts';
import { cleanEnvironment } from '../../main/process/environment.ts';
import { processTable } from '../../main/process/process-table.ts';
import type { ProcessRow } from '../../main/process/process-table.ts';
import { startProcess } from '../../main/process/start-process.ts';
import type { RunningProcess } from '../../main/process/start-process.ts';

const size = 8;
const watchMs = 2500;
/** A shell, five jobs (three deaf to SIGTERM), a child with a session of its own, and a daemon with no environment. */
const hostile = `
  deaf='trap "" TERM HUP; while :; do sleep 0.1; done'
  for job in 1 2 3; do sh -c "$deaf" & done
  for job in 4 5; do sleep 600 & done
  setsid sh -c "$deaf" &
  ( setsid env -i /bin/sh -c "$deaf" </dev/null >/dev/null 2>&1 & )
  wait`;

type Tree = { readonly child: RunningProcess; readonly everyone: readonly ProcessRow[] };
type Way = (tree: Tree) => Promise<unknown>;

const ways: Readonly<Record<string, Way>> = {
  childKill: async ({ child }) => void process.kill(child.identity.pid, 'SIGTERM'),
  groupKill: async ({ child }) => void process.kill(-child.identity.pid, 'SIGKILL'),
  treeKill: (tree) => killByParents(tree, 'SIGTERM'),
  treeKillHard: (tree) => killByParents(tree, 'SIGKILL'),
  ours: ({ child }) => child.kill(),
};

const state = await detectContainment();
const table: Record<string, { readonly left: number; readonly ms: number | undefined }> = {};
for (const [name, way] of Object.entries(ways)) table[name] = await measure(way, false);
const namespace = state.kind === 'contained' && state.by === 'bubblewrap';
if (namespace) table['oursInNamespace'] = await measure(({ child }) => child.kill(), true);
const within = (name: string, left: number) => {
  const found = table[name];
  return found !== undefined && found.left <= left && (found.ms ?? Infinity) <= 2000;
};
const limit = 'ours: at most 1 left without a PID namespace and 0 with one, all others gone within 2000 ms';
const pass = within('ours', 1) && (!namespace || within('oursInNamespace', 0));
console.log(JSON.stringify({ bench: 'kill', processes: size, namespace, ...table, limit, pass }, undefined, 2));

/** `ms`: until no more of them went away. */
async function measure(way: Way, contained: boolean) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-bench-')));
  const marker = `run_bench_${folder.slice(-6)}`;
  const started = await startProcess({
    ...{ file: 'sh', args: ['-c', hostile], cwd: folder, marker, onLine: () => undefined },
    env: cleanEnvironment(),
    ...(contained && {
      containment: { by: 'bubblewrap', network: 'shared', mounts: [{ access: 'write', at: folder }] },
    }),
  });
  if (!started.ok) throw new Error(started.error.message);
  const child = started.value;
  let everyone = await membersOf(folder);
  while (everyone.length < size) everyone = await membersOf(folder);
  const begun = performance.now();
  await way({ child, everyone });
  let left = await living(everyone);
  let ms = performance.now() - begun;
  while (left.length > 0 && performance.now() - begun < watchMs) {
    await sleep(10);
    const now = await living(everyone);
    if (now.length < left.length) ms = performance.now() - begun;
    left = now;
  }
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  await child.kill();
  rmSync(folder, { recursive: true });
  return { left: left.length, ms: Math.round(ms) };
}

/** Who stands in the folder, because inside of a namespace nobody knows his own number; the naps of the loops aside. */
async function membersOf(folder: string): Promise<readonly ProcessRow[]> {
  return [...(await processTable()).values()].filter(({ pid }) => {
    const words = told(() => readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8'));
    return told(() => readlinkSync(`/proc/${String(pid)}/cwd`)) === folder && !/^(sleep\x000\.1|bwrap)\0/.test(words);
  });
}

async function living(everyone: readonly ProcessRow[]): Promise<readonly ProcessRow[]> {
  const table = await processTable();
  return everyone.filter(({ pid, startedAt }) => table.get(pid)?.startedAt === startedAt);
}

/** What the usual libraries do: ask for the children of children, then signal each, once; SIGTERM unless told. */
async function killByParents({ child }: Tree, signal: NodeJS.Signals): Promise<void> {
  const table = [...(await processTable()).values()];
  const tree = [child.identity.pid];
  for (const parent of tree) tree.push(...table.filter((row) => row.parent === parent).map((row) => row.pid));
  for (const pid of tree.reverse()) told(() => String(process.kill(pid, signal)));
}

/** A process may end between looking and asking. */
function told(ask: () => string): string {
  try {
    return ask();
  } catch (error) {
    return String(error);
  }
}
