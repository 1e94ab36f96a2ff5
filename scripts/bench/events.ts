// Fifty agents that talk at once: pipe → parse → validate → redact → transcript or journal → board, and fsynced.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { RunId, ThreadId } from '../../core/ids.ts';
import type { FactoryEvent } from '../../core/loop/event.ts';
import type { HarnessEvent } from '../../core/model/harness-event.ts';
import { CLEAR_PICTURE } from '../../core/radar/overlap.ts';
import { listenTo } from '../../main/harness/recipe/listen.ts';
import { createPushFeed } from '../../main/ipc/push-feed.ts';
import { createActivityBoard } from '../../main/orchestrator/activity.ts';
import { say } from '../../main/orchestrator/perform/callbacks.ts';
import { createWriter } from '../../main/orchestrator/writer.ts';
import { lineSplitter } from '../../main/process/lines.ts';
import { openStore } from '../../main/store/store.ts';
import { factoryLife } from './support/factory-life.ts';

const agents = 50;
const perSecond = 200;
const seconds = 10;
const total = agents * perSecond * seconds;
const folder = mkdtempSync(join(tmpdir(), 'teatree-bench-'));
const now = () => performance.timeOrigin + performance.now();

/** From the moment an agent wrote an event to the moment it is on disk and told to the board, in milliseconds. */
const told: number[] = [];
/** The same for calls: until the gate's verdict is journalled and fsynced, and the board has it. */
const judged: number[] = [];
const store = await openStore(folder, Date.now);
const begun = factoryLife(agents)
  .map(({ event }) => event)
  .filter((event) => /^(thread\.created|workspace\.|run\.started|run\.spawned)/.test(event.type));
store.journal.append(Date.now(), begun);
const entryListeners = new Set<Parameters<Parameters<typeof createPushFeed>[0]['orchestrator']['subscribe']>[0]>();
const writer = createWriter(store.journal, {
  now: Date.now,
  onRecorded: (entries) => entryListeners.forEach((listener) => listener(entries)),
});
const activity = createActivityBoard(Date.now, () => writer.state.threads.values());
const silent = { subscribe: () => () => undefined };
const feed = createPushFeed({
  orchestrator: {
    subscribe: (listener) => {
      entryListeners.add(listener);
      return () => entryListeners.delete(listener);
    },
    subscribeActivity: activity.subscribe,
  },
  transcripts: store.transcripts,
  ...{
    policy: silent,
    machine: { ...silent, subscribeGauges: silent.subscribe },
    notices: { ...silent, list: () => [] },
    radar: { ...silent, picture: () => CLEAR_PICTURE },
  },
  reportBug: (where, error) => console.error(where, error),
});
let pushed = 0;
const window = { id: 'window', via: 'window' } as const;
feed.subscribe(window, (push) => (pushed += JSON.stringify(push).length));
feed.follow(window, ['run_r0', 'run_r1', 'run_r2']);
store.transcripts.subscribe((_stream, items) => {
  const at = now();
  for (const { event } of items) for (const sentAt of sentTimes(event)) told.push(at - sentAt);
});

const delay = monitorEventLoopDelay({ resolution: 1 });
const child = spawn(
  process.execPath,
  [
    join('scripts', 'bench', 'support', 'programs', 'chatty-agents.mjs'),
    String(agents),
    String(perSecond),
    String(seconds),
  ],
  { stdio: ['ignore', 'inherit', 'inherit', ...Array.from({ length: agents }, () => 'pipe' as const)] },
);
const parts = { transcripts: store.transcripts, onActivity: activity.saw };
const ended = Array.from({ length: agents }, (_, agent) => listen(agent));
delay.enable();
const cpu = process.cpuUsage();
await Promise.all(ended);
const used = process.cpuUsage(cpu);
delay.disable();
store.transcripts.read('run_r0', 0, 1);
for (let patience = 50; told.length + judged.length < total && patience > 0; patience -= 1) await pause(100);

const all = spread([...told, ...judged]);
const cpuPerEvent = (used.user + used.system) / total;
const loopP99 = delay.percentile(99) / 1e6;
const sample = begun.slice(0, 400);
const perEvent = {
  commitPerEvent: costOf(sample, (event) => void store.journal.append(Date.now(), [event])),
  appendFile: costOf(sample, (event) =>
    appendFileSync(join(folder, 'log.jsonl'), `${JSON.stringify(event)}\n`, { flush: true }),
  ),
};
store.close();
rmSync(folder, { recursive: true });

console.log(
  JSON.stringify(
    {
      bench: 'events',
      agents,
      perSecond,
      seconds,
      events: total,
      durable: told.length + judged.length,
      ...{ calls: judged.length, load: loadavg()[0] },
      counted: 'CPU of every thread of this process, the measuring included; durable: fsynced and told to the board',
      msToDurable: { ...all, inTheTranscript: spread(told), inTheJournal: spread(judged) },
      cpuMicrosecondsPerEvent: cpuPerEvent,
      eventLoopDelayMs: { p50: delay.percentile(50) / 1e6, p99: loopP99, max: delay.max / 1e6 },
      bytesPushed: pushed,
      microsecondsPerEvent: perEvent,
      limit: 'every event durable, p99 at most 50 ms; at most 50 µs of CPU an event, event loop p99 at most 10 ms',
      pass: told.length + judged.length === total && all.p99 <= 50 && cpuPerEvent <= 50 && loopP99 <= 10,
    },
    undefined,
    2,
  ),
);

/** The app's side of one agent, as the recipe harness has it, with what it tells going where a run's events go. */
function listen(agent: number): Promise<void> {
  const run = RunId.parse(`run_r${String(agent)}`);
  const thread = ThreadId.parse(`thr_t${String(agent)}`);
  const line = listenTo(
    {
      onEvent: (event) => say({ parts, thread: { thread }, run }, event),
      async permission(call) {
        const recorded = await writer.dispatch({ type: 'report', event: judgedOf(thread, run, call.id) });
        if (!recorded.ok) return { kind: 'deny', message: recorded.error.message };
        judged.push(now() - Number(/at (\S+)/.exec(call.why ?? '')?.[1]));
        return { kind: 'allow' };
      },
      question: () => Promise.resolve(''),
    },
    () => undefined,
  );
  const lines = lineSplitter(1_000_000, line.onLine);
  const pipe = child.stdio[agent + 3];
  return new Promise((resolve) => {
    pipe?.on('data', (chunk: Buffer) => lines.write(chunk));
    pipe?.once('close', () => {
      lines.end();
      resolve();
    });
  });
}

function judgedOf(thread: ThreadId, run: RunId, call: string): Extract<FactoryEvent, { type: 'action.judged' }> {
  const raw = 'npm test';
  const action = { call, tool: 'shell', title: raw, raw, cwd: '/w/a', expanded: [raw], fingerprint: call };
  const verdict = { kind: 'allow', rule: 'default', reason: 'Nothing in it reaches outside.' } as const;
  return { type: 'action.judged', thread, run, action, verdict, policy: 'bench' };
}

function sentTimes(event: HarnessEvent): readonly number[] {
  const text = event.type === 'tool-result' ? event.summary : 'text' in event ? event.text : '';
  return [...text.matchAll(/at (\d+(?:\.\d+)?) /g)].map((match) => Number(match[1]));
}

function costOf(events: readonly FactoryEvent[], keep: (event: FactoryEvent) => void): number {
  const start = performance.now();
  for (const event of events) keep(event);
  return ((performance.now() - start) * 1000) / events.length;
}

function spread(latencies: readonly number[]) {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) };
}
