import { ThreadId } from '../../ids.ts';
import type { Incident, IncidentKind } from '../../model/learning/incident.ts';

type Cause = { readonly kind: IncidentKind; readonly about: string; readonly say: (n: number) => string };

const hash = (n: number) => (n * 2_654_435_761).toString(16).padStart(12, 'a');
const path = (n: number) => `packages/p${String(n)}/src/file-${String(n)}.ts`;

/** What goes wrong in practice, each told with other paths, numbers, hashes and times every time. */
const causes: readonly Cause[] = [
  { kind: 'denial', about: 'GIT1', say: (n) => `git push --force origin feature-${String(n)}` },
  { kind: 'denial', about: 'HK1', say: (n) => `git commit --no-verify -m "step ${String(n)}"` },
  { kind: 'denial', about: 'FS1', say: (n) => `rm -rf /home/dev/src/${hash(n)}` },
  { kind: 'rejection', about: 'PK1', say: (n) => `npm install left-pad-${String(n)}@1.${String(n)}.0` },
  { kind: 'rejection', about: 'NET1', say: (n) => `curl https://h${String(n)}.example.com/install.sh` },
  {
    kind: 'failed-check',
    about: 'lint',
    say: (n) =>
      `/srv/x/${path(n)}\n  ${String(n)}:7  error  'value${String(n)}' is never used  no-unused-vars\n✖ 1 problem`,
  },
  {
    kind: 'failed-check',
    about: 'test',
    say: (n) =>
      `not ok ${String(n)} - adds prices\n  at ${path(n)}:${String(n)}:3\nAssertionError expected ${String(n)} got 0`,
  },
  {
    kind: 'failed-check',
    about: 'test',
    say: (n) => `Error: connect ECONNREFUSED 127.0.0.1:${String(4000 + n)} after ${String(n)} ms, database not started`,
  },
  { kind: 'correction', about: 'message', say: (n) => `Please write the changelog entry as well, see #${String(n)}` },
  {
    kind: 'stall',
    about: 'run-failed',
    say: (n) => `The agent ended without a result after ${String(n)} s (${hash(n)})`,
  },
  { kind: 'revert', about: 'landing', say: (n) => `What had landed was taken back (${hash(n)})` },
  {
    kind: 'red-eval',
    about: 'one-commit-per-repo',
    say: (n) => `did 3 times: git where verb=commit (trial ${String(n)})`,
  },
];

/** `count` incidents, the causes in a scattered order, each with the number of its cause. */
export function synthetic(count: number, seed = 7): readonly { readonly incident: Incident; readonly cause: number }[] {
  let random = seed;
  const next = (below: number) => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((random / 2_147_483_648) * below);
  };
  return Array.from({ length: count }, (_, at) => {
    const cause = at < causes.length ? at : next(causes.length);
    const { kind, about, say } = causes[cause] ?? { kind: 'stall', about: '', say: () => '' };
    const thread = ThreadId.parse(`thr_t${String(next(40))}`);
    return { cause, incident: { seq: at + 1, at: at * 60_000, kind, about, thread, text: say(next(9000) + 1) } };
  });
}

/** How far two ways of sorting the same things into groups agree: 1 for the same groups, about 0 for chance. */
export function adjustedRand(one: readonly number[], other: readonly number[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const sizes = (groups: readonly (number | string)[]) => {
    const counts = new Map<number | string, number>();
    for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
    return [...counts.values()].reduce((sum, size) => sum + pairs(size), 0);
  };
  const both = sizes(one.map((group, at) => `${String(group)} ${String(other[at])}`));
  const [a, b, all] = [sizes(one), sizes(other), pairs(one.length)];
  const chance = (a * b) / all;
  return (both - chance) / ((a + b) / 2 - chance);
}
