import { expect, test } from 'vitest';
import { ThreadId } from '../ids.ts';
import { Threads } from '../loop/threads.ts';
import type { Incident, IncidentKind } from '../model/learning/incident.ts';
import { clustersOf } from './cluster.ts';
import { findingsIn } from './diagnose.ts';

const taught = { path: 'skills/releasing/SKILL.md', rule: 'No agent makes a tag', stated: false };

function happened(kind: IncidentKind, times: number, more: Partial<Incident> = {}): readonly Incident[] {
  return Array.from({ length: times }, (_, at): Incident => {
    const thread = ThreadId.parse(`thr_${kind.replaceAll('-', '')}${String(at)}`);
    return { seq: at + 1, at: 1000 + at, kind, about: 'PK1', text: 'npm install left-pad', thread, ...more };
  });
}

function found(...incidents: readonly (readonly Incident[])[]) {
  const findings = findingsIn(clustersOf(incidents.flat()), [], { threads: new Threads() });
  return findings.map(({ diagnosis, rung, cluster }) => [cluster.signature.kind, diagnosis, rung]);
}

test('what landed and was taken back calls for a thread the first time; an override, a stall and an overrun for a look after three', () => {
  expect(found(happened('revert', 1))).toEqual([['revert', 'product', 'product']]);
  for (const kind of ['override', 'stall', 'overrun'] as const) {
    expect(found(happened(kind, 2)), kind).toEqual([]);
    expect(found(happened(kind, 3)), kind).toEqual([[kind, 'unclear', 'note']]);
  }
  const one = ThreadId.parse('thr_one');
  expect(found(happened('stall', 9, { thread: one })), 'of one thread').toEqual([]);
});

test('a gate that is answered with yes in 30 % of the cases or more is loosened, and no other', () => {
  const asked = (yes: number, no: number) => found(happened('approval', yes), happened('rejection', no));
  expect(asked(3, 7)).toContainEqual(['approval', 'overridden', 'note']);
  expect(
    asked(3, 8).map(([kind]) => kind),
    'below 30 %',
  ).toEqual(['rejection']);
  expect(asked(4, 0), 'too few answers').toEqual([]);
  expect(asked(5, 0)).toEqual([['approval', 'overridden', 'note']]);
});

test('a red eval is taught where its skill does not say the rule, gated where it does, and mended where nothing was done', () => {
  const action = { call: 'c1', fingerprint: 'f', tool: 'shell', title: 'git tag v2', cwd: '/', effects: [], raw: '' };
  const red = (more: Partial<Incident>) => found(happened('red-eval', 1, more));
  const did = { action: action as unknown as NonNullable<Incident['action']> };
  expect(red({ ...did, taught })).toEqual([['red-eval', 'knowledge', 'skill']]);
  expect(red({ ...did, taught: { ...taught, stated: true } })).toEqual([['red-eval', 'forbidden', 'denial']]);
  expect(red({ taught: { ...taught, stated: true } })).toEqual([['red-eval', 'product', 'product']]);
});
