import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AppFacts } from '../core/contract.ts';
import { termsFor } from '../core/learning/ratified.ts';
import { AskId, RunId } from '../core/ids.ts';
import type { GateContext } from '../core/gates/context.ts';
import type { Thread } from '../core/model/thread.ts';
import { evalOffice } from './evals/office/eval-office.ts';
import { createNotices } from './ipc/notices.ts';
import { createRouter } from './ipc/router.ts';
import type { Router } from './ipc/router-port.ts';
import type { DesktopCalls, Services } from './ipc/services.ts';
import { readIssue } from './intake/issues/read-issue.ts';
import { inspectClone } from './intake/register-repo.ts';
import { readConfig } from './intake/read-config.ts';
import { openPolicyRoom } from './gates/policy/policy-room.ts';
import type { PolicyRoom } from './gates/policy/policy-room.ts';
import { harnessLister } from './harness/list.ts';
import { allHarnesses, ofTrial } from './harness/registry.ts';
import type { Harness } from './harness/harness.ts';
import { recipeShelf } from './harness/recipe/catalogue.ts';
import { createOrchestrator } from './orchestrator/orchestrator.ts';
import type { Orchestrator } from './orchestrator/orchestrator-port.ts';
import { briefsOf } from './orchestrator/brief/briefs-of.ts';
import { createBackstop, ownsItsPids } from './orchestrator/surroundings/backstop.ts';
import type { Backstop } from './orchestrator/surroundings/backstop.ts';
import { createBrake } from './orchestrator/surroundings/brake.ts';
import { followOrder } from './orchestrator/surroundings/follow-order.ts';
import { watchLimits } from './orchestrator/surroundings/watch-limits.ts';
import { watchMachine } from './orchestrator/surroundings/machine.ts';
import type { Machine } from './orchestrator/surroundings/machine.ts';
import { createDoctor } from './orchestrator/doctor/doctor.ts';
import { keepDeciding } from './orchestrator/deciding/keep-deciding.ts';
import { keepLearning } from './orchestrator/learning/keep-learning.ts';
import { guardStart } from './orchestrator/learning/start-guard.ts';
import { gateContextOf } from './orchestrator/gate-context.ts';
import { keepWork } from './orchestrator/keeping/keep-work.ts';
import type { Keeping } from './orchestrator/keeping/keep-work.ts';
import { startHarness } from './orchestrator/perform/start-harness.ts';
import { similarThreads } from './orchestrator/similar-threads.ts';
import { takeOver } from './orchestrator/take-over.ts';
import { createWorld } from './orchestrator/world.ts';
import type { WorldParts } from './orchestrator/perform/parts.ts';
import { aloneWhere } from './process/containment/alone.ts';
import { openReadingRoom } from './search/reading-room.ts';
import { officeFor } from './skills/office.ts';
import { shelfFor } from './skills/shelf.ts';
import { backUpDaily } from './store/backup/daily.ts';
import { openStore } from './store/store.ts';
import type { Store } from './store/store-port.ts';
import { readChanges } from './workspace/changes.ts';
import { lookAfterCollecting } from './workspace/collect.ts';

export type ComposeOptions = {
  /** An opened data folder whose lock this process holds. */
  readonly dataFolder: string;
  readonly version: string;
  /** The folder of the built programs that are started beside the app, such as `recipe-agent.js`. */
  readonly programs: string;
  /** Absent where there is no window. */
  readonly desktop?: DesktopCalls | undefined;
  /** Told once each, to the person. */
  readonly onWarning: (text: string) => void;
  readonly now?: () => number;
  readonly harnesses?: readonly Harness[];
};

function harnessesOf({ programs }: ComposeOptions, store: Store): readonly Harness[] {
  return allHarnesses({
    recipeAgent: join(programs, 'recipe-agent.js'),
    agents: store.settings.read().agents,
    modelUrl: process.env.TEATREE_MODEL_URL,
    ...ofTrial(process.env, programs),
  });
}

export type Factory = {
  readonly router: Router;
  readonly orchestrator: Orchestrator;
  readonly store: Store;
  readonly terminals: Keeping['terminals'];
  stop(): Promise<void>;
};

/** Builds every object once and passes dependencies by hand. Throws a StoreError the person can act on. */
export async function composeFactory(options: ComposeOptions): Promise<Factory> {
  const { dataFolder, now = Date.now } = options;
  const skills = process.env['TEATREE_SKILLS'] ?? join(options.programs, '..', '..', 'skills');
  const notices = createNotices(now, options.onWarning);
  const onWarning = notices.add;
  const store = await guardStart(dataFolder).then(() => openStore(dataFolder, now, onWarning));
  const harnesses = options.harnesses ?? harnessesOf(options, store);
  const backstop = createBackstop({ setting: () => store.settings.read().containment, onWarning });
  aloneWhere(async () => ownsItsPids(await backstop.look()));
  const machine = watchMachine({ allowance: () => store.settings.read(), folder: dataFolder });
  const orchestrator = createOrchestrator({
    journal: store.journal,
    now,
    machine,
    world: (self, onActivity) => {
      const places = { store, harnesses, backstop, dataFolder, skills, now };
      const parts = worldParts(self, { ...places, machine, room: () => room, keeping: () => keeping });
      return createWorld({ ...parts, onActivity, machine });
    },
  });
  const keeping = keepWork({
    ...{ orchestrator, dataFolder, now, newId, readConfig, admission: machine.admission, programs: options.programs },
    ...keptAs(store),
  });
  const contextOf = (thread: Thread) => gateContext(thread, orchestrator, { store, backstop, dataFolder });
  const { state, dispatch } = orchestrator;
  const room = await openPolicyRoom({
    ...{ dataFolder, now, version: options.version, onWarning, contextOf, state, dispatch, ...roomOf(store) },
  });
  const copied = { folder: dataFolder, version: options.version, store, seq: orchestrator.seq };
  const daily = backUpDaily({ ...copied, now, warn: onWarning });
  const similar = similarThreads({ state: orchestrator.state, now });
  const deciding = keepDeciding({
    ...{ orchestrator, dataFolder, now, onWarning, readConfig, newId, admission: machine.admission },
    ...{ similar, meetings: keeping.radar.meetings, harnesses, programs: options.programs, backstop, store },
  });
  const archive = openReadingRoom({ ...copied, ...store, now, programs: options.programs, state: orchestrator.state });
  const repos = () => orchestrator.state.repos.values();
  const evals = evalOffice({ shipped: skills, dataFolder, repos, programs: options.programs, now, newId });
  const learning = keepLearning({
    ...{ orchestrator, dataFolder, now, newId, contextOf, store, room, evals, admission: machine.admission },
  });
  const watches = [room.watch(), watchLimits(orchestrator, now), keeping.watch(), daily, machine.stop];
  const router = createRouter(
    servicesOf(options, {
      ...{ orchestrator, store, harnesses, backstop, machine, notices, skills, now, similar },
      ...{ room: () => room, keeping: () => keeping, seat: deciding.seat, lessons: learning, evals, archive },
    }),
  );
  return {
    ...{ router, orchestrator, store, terminals: keeping.terminals },
    async stop() {
      for (const end of [...watches, archive.close]) end();
      await stopAll([deciding, keeping.terminals], [learning], [orchestrator]);
      store.close();
    },
  };
}

/** One after the other; those of a group at once. */
async function stopAll(...groups: readonly (readonly { stop(): Promise<unknown> }[])[]): Promise<void> {
  for (const group of groups) await Promise.all(group.map((each) => each.stop()));
}

function roomOf({ journal, settings }: Store) {
  return { journal, askHours: () => settings.read().askHours };
}

/** What the person allows of keeping work, read when it is needed. */
function keptAs({ settings }: Store) {
  return {
    retention: () => settings.read().checkpoints,
    poolSize: () => settings.read().poolSize,
    editor: () => settings.read().editor,
  };
}

type Parts = {
  readonly store: Store;
  readonly harnesses: readonly Harness[];
  readonly backstop: Backstop;
  readonly room: () => PolicyRoom;
  readonly keeping: () => Keeping;
  readonly now: () => number;
  /** The folder of the shipped skills. */
  readonly skills: string;
};

function worldParts(
  orchestrator: Orchestrator,
  parts: Parts & { readonly dataFolder: string; readonly machine: Machine },
): Omit<WorldParts, 'onActivity' | 'machine'> {
  const { store, harnesses, backstop, room, keeping, now, dataFolder } = parts;
  const { state } = orchestrator;
  const settings = () => store.settings.read();
  const repo: WorldParts['repo'] = (id) => state.repos.get(id);
  return {
    dataFolder,
    now,
    repo,
    transcripts: store.transcripts,
    thread: (id) => state.threads.get(id),
    threads: state.threads,
    report: (event) => orchestrator.report(event),
    onChange: (listener) => orchestrator.subscribe(listener),
    newRunId: () => RunId.parse(newId('run')),
    newAskId: () => AskId.parse(newId('ask')),
    portBase: () => settings().portBase,
    gateContext: (thread) => gateContext(thread, orchestrator, parts),
    policyFor: (thread) => room().policyFor(thread),
    lessonTerms: (thread) => termsFor(state.lessons, thread),
    onGateWarning: (rule, text) => room().onGateWarning(rule, text),
    brake: createBrake({ state, now, harnesses, dispatch: orchestrator.dispatch, onWindow: parts.machine.tell }),
    startHarness: (start) =>
      startHarness({ dataFolder, harnesses, backstop, repo, skills: shelfFor(state, parts) }, start),
    readConfig: followOrder(readConfig, orchestrator),
    briefs: briefsOf(state, parts),
    saveWork: (thread, reason) => keeping().shelf.save(thread, reason),
    pool: { claim: (repo, wish) => keeping().pool.claim(repo, wish) },
    readChanges: (thread) => lookAfterCollecting({ dataFolder, repo }, thread, readChanges),
  };
}

function gateContext(
  thread: Thread,
  { state }: Orchestrator,
  { store, backstop, dataFolder }: Pick<Parts, 'store' | 'backstop'> & { readonly dataFolder: string },
): GateContext {
  return gateContextOf(thread, {
    dataFolder,
    repos: [...state.repos.values()],
    protectedBranches: store.settings.read().protectedBranches,
    lessons: state.lessons,
    ownPids: () => ownsItsPids(backstop.known()),
  });
}

function servicesOf(
  options: ComposeOptions,
  {
    orchestrator,
    store,
    harnesses,
    backstop,
    room,
    keeping,
    machine,
    notices,
    skills,
    now,
    ...told
  }: Parts &
    Pick<Services, 'notices' | 'similar' | 'seat' | 'lessons' | 'evals' | 'archive'> & {
      readonly orchestrator: Orchestrator;
      readonly machine: Machine;
    },
): Services {
  const { dataFolder, desktop } = options;
  const listed = harnessLister(harnesses, now);
  const doctor = createDoctor({
    ...{ dataFolder, now, version: options.version, backstop, store, harnesses: () => listed() },
    ...{ state: orchestrator.state, seq: orchestrator.seq, report: (event) => orchestrator.report(event) },
    ...{ shelf: keeping().shelf, yard: keeping().yard, portBase: () => store.settings.read().portBase },
    policy: () => room().findings(),
  });
  return {
    app: appFacts(options),
    orchestrator,
    store,
    newId,
    now,
    intake: { inspectRepo: inspectClone, readIssue },
    policy: room().office,
    machine,
    radar: keeping().radar,
    notices,
    harnesses: listed,
    ...told,
    briefs: briefsOf(orchestrator.state, { store, dataFolder, harnesses, skills }),
    recipes: recipeShelf({ skills, own: join(dataFolder, 'recipes') }),
    skills: officeFor(orchestrator.state, { skills, dataFolder }),
    changes: keeping().desk,
    checkpoints: keeping().shelf,
    workspaces: keeping().yard,
    terminals: keeping().terminals,
    takeOver: (thread) => takeOver({ dataFolder, harnesses, orchestrator, save: keeping().shelf.save }, thread),
    doctor: doctor.examine,
    repair: doctor.repair,
    desktop,
  };
}

function appFacts({ version, dataFolder, desktop }: ComposeOptions): AppFacts {
  const runtime = Object.fromEntries(
    Object.entries(process.versions).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return { version, pid: process.pid, dataFolder, runtime, windowed: desktop !== undefined };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function newId(prefix: string): string {
  return `${prefix}_${[...randomBytes(12)].map((byte) => alphabet[byte % alphabet.length] ?? 'a').join('')}`;
}
