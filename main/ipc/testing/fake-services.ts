import { ThreadId } from '../../../core/ids.ts';
import type { Activity } from '../../../core/contract.ts';
import type { TranscriptItem } from '../../../core/model/harness/transcript-item.ts';
import { decide } from '../../../core/loop/decide.ts';
import type { Entry, FactoryEvent } from '../../../core/loop/event.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { insightsOf } from '../../../core/insights/insights.ts';
import { emptyTally } from '../../../core/insights/tally.ts';
import { emptyState } from '../../../core/loop/state.ts';
import { Repo } from '../../../core/model/repo.ts';
import { CLEAR_PICTURE } from '../../../core/radar/overlap.ts';
import { fail, ok } from '../../../core/result.ts';
import { Settings } from '../../../core/settings.ts';
import { createTerminals } from '../../terminal/terminals.ts';
import { similarThreads } from '../../orchestrator/similar-threads.ts';
import { machineWith } from '../../orchestrator/testing/machine.ts';
import type { Services } from '../services.ts';

const noEvals: Services['evals'] = {
  page: async () => ({ places: [], running: undefined, runs: [] }),
  progress: async () => undefined,
  run: async () => ok(true),
  stopRun: () => ok(true),
  trial: async () => fail({ code: 'trial-unknown', message: 'There are no trials here' }),
  diff: async () => fail({ code: 'run-unknown', message: 'There are no runs here' }),
  accept: async () => ok(true),
};

/** The real deciding over a journal in memory; nothing is performed. `record` adds facts as the world would. */
export function fakeServices(overrides: Partial<Services> = {}) {
  const state = emptyState();
  const entries: Entry[] = [];
  const bugs: unknown[] = [];
  const listeners = new Set<(entries: readonly Entry[]) => void>();
  const activity = new Set<(activity: readonly Activity[]) => void>();
  const transcript = new Set<(stream: string, items: readonly TranscriptItem[]) => void>();
  let settings = Settings.parse({});
  let count = 0;

  const record = (events: readonly FactoryEvent[]): readonly Entry[] => {
    const added = events.map((event, index) => ({ seq: entries.length + index + 1, at: 1000 + entries.length, event }));
    entries.push(...added);
    for (const entry of added) evolve(state, entry);
    for (const listener of listeners) listener(added);
    return added;
  };
  const listen = <T>(set: Set<T>, listener: T) => {
    set.add(listener);
    return () => void set.delete(listener);
  };
  const services: Services = {
    app: { version: '0.0.0', pid: 1, dataFolder: '/home', runtime: {}, windowed: false },
    orchestrator: {
      state,
      seq: () => entries.length,
      dispatch: async (command) => {
        const decided = decide(state, command);
        return decided.ok ? ok(record(decided.value)) : decided;
      },
      subscribe: (listener) => listen(listeners, listener),
      subscribeActivity: (listener) => listen(activity, listener),
    },
    store: {
      journal: {
        load: () => ({ state, seq: entries.length }),
        append: (_at, events) => record(events),
        project: () => undefined,
        read: (after, limit) => entries.slice(after, after + limit),
        lastJudged: (limit) => entries.filter(({ event }) => event.type === 'action.judged').slice(-limit),
      },
      transcripts: {
        append: () => undefined,
        read: () => [],
        streams: () => [],
        subscribe: (listener) => listen(transcript, listener),
      },
      backup: () => Promise.reject(new Error('There is nothing to copy here')),
      settings: { read: () => settings, update: (patch) => (settings = { ...settings, ...patch }) },
    },
    newId: (prefix) => `${prefix}_${String((count += 1))}`,
    now: () => 5000,
    intake: {
      inspectRepo: async (path) => {
        const { id: _id, ...draft } = repo('rep_draft', path.split('/').at(-1) ?? 'x');
        return ok({ ...draft, path });
      },
      readIssue: async () => ({ kind: 'link-only', why: 'There is no network here' }),
    },
    notices: { list: () => [], subscribe: () => () => undefined },
    seat: { ask: async () => fail({ code: 'seat-off', message: 'No model has the seat' }) },
    archive: {
      find: async () => ok({ groups: [], behind: false }),
      insights: async () => ok({ insights: insightsOf(emptyTally(), '2026-01-01', 7), behind: false }),
    },
    lessons: {
      look: () => Promise.resolve(),
      office: {
        make: async () => noLesson,
        propose: async () => noLesson,
        prove: async () => noLesson,
        accept: async () => noLesson,
        reject: async () => noLesson,
        revert: async () => noLesson,
      },
    },
    evals: noEvals,
    radar: { picture: () => CLEAR_PICTURE, subscribe: () => () => undefined },
    policy: {
      status: () => ({ hash: 'test', problems: [] }),
      view: async () => ({ hash: 'test', problems: [], file: '/home/policy.yaml', rules: [] }),
      report: async () => [],
      draft: async () => ok({ rules: [] }),
      preview: async () => ({ offered: false, reason: 'there is no policy here' }),
      addRules: async () => ok({ hash: 'test' }),
      removeRule: async () => ok({ hash: 'test' }),
      subscribe: () => () => undefined,
    },
    machine: machineWith(3),
    harnesses: async () => [{ id: 'recipe', title: 'Recipe', state: 'ready', text: '' }],
    skills: {
      list: async () => [],
      show: async () => noSkill,
      add: async () => noSkill,
      archive: async () => ok(true),
    },
    recipes: {
      list: async () => [],
      find: async (name) => ok({ text: 'title: T\nsteps: [{ run: "true" }]', file: `${name}.yaml` }),
    },
    takeOver: () => Promise.resolve(ok({ file: '/bin/sh', args: [], cwd: '/', env: {} })),
    similar: similarThreads({ state, now: () => 5000 }),
    briefs: {
      view: async () =>
        ok({ text: '', hash: '', skills: [], notGiven: [], cuts: [], given: [], unknown: [], read: true }),
    },
    changes: {
      files: async () => ok([]),
      diff: async () => ok({ text: '', truncated: false }),
      search: async () => ok({ lines: [], total: 0, truncated: false }),
      discard: async () => ok({ checkpoint: 1 }),
      open: async () => ok(true),
    },
    terminals: createTerminals({ programs: '/programs', newId: (prefix) => `${prefix}_${String((count += 1))}` }),
    workspaces: {
      list: async () => [],
      remove: async () => ok({ trash: '/trash' }),
      restore: async () => ok({ path: '/w' }),
      clearAway: async () => undefined,
    },
    checkpoints: {
      save: async () => ({ number: undefined, failed: [] }),
      list: async () => ok({ moments: [], bytes: 0 }),
      show: async () => ok([]),
      restore: async (_thread, number) => ok({ before: number + 1, left: [], repos: [] }),
    },
    doctor: async () => [],
    repair: async () => ok({ text: 'Mended' }),
    reportBug: (_where, error) => void bugs.push(error),
    ...overrides,
  };
  return { services, state, entries, bugs, record, emit: { activity, transcript } };
}

const noLesson = fail({ code: 'lesson-not-found', message: 'There are no lessons here' });

export function repo(id: string, name: string): Repo {
  return Repo.parse({
    ...{ id, name, path: `/repos/${name}`, remote: { name: 'origin', url: `/remotes/${name}` } },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' },
  });
}

export const firstThread = ThreadId.parse('thr_1');

const noSkill = fail({ code: 'skill-unknown', message: 'There are no skills here' });
