import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TranscriptItem } from '../../../core/model/harness/transcript-item.ts';
import { AskId, InstructionId, RepoId, RunId, ThreadId } from '../../../core/ids.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { defaultPolicy } from '../../../core/gates/policy.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { HaltKind, Thread } from '../../../core/model/thread.ts';
import { ok } from '../../../core/result.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import type { Harness } from '../../harness/harness.ts';
import { readChanges } from '../../workspace/changes.ts';
import { lookAfterCollecting } from '../../workspace/collect.ts';
import { checkpointShelf } from '../../workspace/checkpoints/shelf.ts';
import { Retention } from '../../../core/model/workspace/retention.ts';
import { briefOffice } from '../brief/brief-office.ts';
import { createBrake } from '../surroundings/brake.ts';
import { createBackstop } from '../surroundings/backstop.ts';
import type { Backstop } from '../surroundings/backstop.ts';
import { gateContextOf } from '../gate-context.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { createOrchestrator } from '../orchestrator.ts';
import { startHarness } from '../perform/start-harness.ts';
import { shelfFor } from '../../skills/shelf.ts';
import type { WorldParts } from '../perform/parts.ts';
import { createWorld } from '../world.ts';
import { machineWith } from './machine.ts';
import { memoryJournal } from './memory-journal.ts';

/** Its checks are found and ended by its id, wherever on the machine they run: no two test programs share one. */
export const shortId = `t${String(process.pid)}`;
export const thread = ThreadId.parse(`thr_${shortId}`);
const repo = RepoId.parse('rep_api');
let ids = 0;

/** One repo with a remote, one thread over it, and the real world around the orchestrator; journal and agent are fakes. */
export function factoryWorld(config: RepoConfig = {}, backstop: Backstop = none) {
  const box = sandbox();
  const dataFolder = box.at('data');
  mkdirSync(dataFolder);
  const factories: Orchestrator[] = [];

  /** The thread begins with the first harness; the others are there to be chosen. */
  function open(
    harness: Harness | readonly [Harness, ...Harness[]],
    memory = memoryJournal(),
    replaced: Partial<WorldParts> = {},
  ) {
    const harnesses = 'id' in harness ? ([harness] as const) : harness;
    const said: HarnessEvent[] = [];
    const machine = machineWith(3);
    const orchestrator = createOrchestrator({
      journal: memory.journal,
      now: Date.now,
      machine,
      world: (self, onActivity) =>
        createWorld({
          ...partsOf(self, { dataFolder, harnesses, said, backstop, memory }),
          onActivity,
          machine,
          ...replaced,
        }),
    });
    factories.push(orchestrator);
    const read = (): Thread => {
      const found = orchestrator.state.threads.get(thread);
      if (!found) throw new Error('There is no thread yet');
      return found;
    };
    return {
      ...{ orchestrator, memory, machine, said, read },
      async begin(harnessConfig: Readonly<Record<string, string>> = {}) {
        const api: Repo = {
          ...{ id: repo, name: 'api', path: box.clone, remote: { name: 'origin', url: box.remote } },
          ...{ defaultBranch: 'main', config, configSource: 'detected' },
        };
        await orchestrator.dispatch({ type: 'repo.add', repo: api });
        await orchestrator.dispatch({
          type: 'thread.create',
          brief: {
            thread,
            title: 'Rename it',
            goal: 'g',
            repos: [repo],
            harness: { id: harnesses[0].id, config: { ...harnessConfig } },
          },
          instruction: { id: InstructionId.parse('ins_goal'), kind: 'goal', text: 'g' },
        });
        await orchestrator.start();
      },
      halt: (halt: HaltKind) => orchestrator.dispatch({ type: 'thread.halt', thread, halt, by: person }),
      resume: () => orchestrator.dispatch({ type: 'thread.resume', thread, by: person }),
      outcomes: () =>
        read().runs.map(({ state }) => (state.kind === 'ended' ? [state.outcome, state.reason] : [state.kind])),
      async until(holds: (thread: Thread) => unknown): Promise<void> {
        while (!holds(read())) await new Promise((resolve) => setTimeout(resolve, 10));
      },
    };
  }
  return {
    ...{ box, dataFolder, open },
    worktreePath: () => box.at(`data/workspaces/${shortId}-rename-it/api`),
    worktree: (...below: readonly string[]) => join(`data/workspaces/${shortId}-rename-it/api`, ...below),
    close: () => Promise.all(factories.map((factory) => factory.stop())),
  };
}

/** The fake agents live in the test's own process. */
const none = createBackstop({ setting: () => 'off', onWarning: () => undefined });

type Around = {
  readonly dataFolder: string;
  readonly harnesses: readonly Harness[];
  readonly memory: ReturnType<typeof memoryJournal>;
  readonly said: HarnessEvent[];
  readonly backstop: Backstop;
};

function partsOf(
  self: Orchestrator,
  { dataFolder, harnesses, said, backstop, memory }: Around,
): Omit<WorldParts, 'onActivity' | 'machine'> {
  const transcripts = transcriptsIn(said);
  const repoOf: WorldParts['repo'] = (id) => self.state.repos.get(id);
  const skills = shelfFor(self.state, { skills: join(dataFolder, 'shipped-skills'), dataFolder });
  return {
    dataFolder,
    policyFor: async () => ({ policy: defaultPolicy, hash: 'test' }),
    onGateWarning: () => undefined,
    transcripts,
    thread: (id) => self.state.threads.get(id),
    threads: self.state.threads,
    repo: repoOf,
    report: self.report,
    onChange: (listener) => self.subscribe(listener),
    newRunId: () => RunId.parse(`run_t${String(process.pid)}x${String((ids += 1))}`),
    newAskId: () => AskId.parse(`ask_t${String((ids += 1))}`),
    now: Date.now,
    portBase: () => 41_000,
    gateContext: (each) =>
      gateContextOf(each, {
        dataFolder,
        repos: [...self.state.repos.values()],
        protectedBranches: ['main'],
        ownPids: () => false,
      }),
    brake: createBrake({ state: self.state, dispatch: self.dispatch, now: Date.now, harnesses }),
    startHarness: (start) => startHarness({ dataFolder, harnesses, backstop, repo: repoOf, skills }, start),
    readConfig: (each) => Promise.resolve(ok(each.config)),
    saveWork: checkpointShelf({
      ...{ dataFolder, now: Date.now, repo: repoOf },
      ...{ precious: () => Promise.resolve([]), retention: () => Retention.parse({}) },
    }).save,
    briefs: briefOffice({
      ...{ dataFolder, harnesses, repo: repoOf, skills, threads: () => self.state.threads.values() },
      ...{ journal: memory.journal, transcripts, readConfig: (each) => Promise.resolve(ok(each.config)) },
    }),
    readChanges: (each) => lookAfterCollecting({ dataFolder, repo: repoOf }, each, readChanges),
  };
}

function transcriptsIn(said: HarnessEvent[]): WorldParts['transcripts'] {
  const streams = new Map<string, TranscriptItem[]>();
  return {
    append(stream, event) {
      said.push(event);
      const items = streams.get(stream) ?? [];
      streams.set(stream, [...items, { seq: items.length + 1, at: 0, event }]);
    },
    read: (stream, after, limit) => (streams.get(stream) ?? []).slice(after, after + limit),
    streams: () => [...streams.keys()],
    subscribe: () => () => undefined,
  };
}
