// What a tool call waits for the gate, by three ways to the same decision of the same gatekeeper: seen by the program.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleContext, exampleCwd } from '../../../core/gates/example/context.ts';
import { defaultPolicy } from '../../../core/gates/policy.ts';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import { AskId, RunId, ThreadId } from '../../../core/ids.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import { passGate } from '../../../main/gates/gatekeeper.ts';
import type { GateDesk } from '../../../main/gates/gatekeeper.ts';
import { createGate } from '../../../main/harness/claude/gate.ts';
import { startClaude } from '../../../main/harness/claude/protocol/claude-process.ts';
import type { StartOptions } from '../../../main/harness/harness.ts';
import { startGateServer } from '../../../main/harness/shim/gate-server.ts';
import { hookCommand } from '../../../main/harness/shim/shim-script.ts';
import { createWriter } from '../../../main/orchestrator/writer.ts';
import type { Writer } from '../../../main/orchestrator/writer.ts';
import { openStore } from '../../../main/store/store.ts';
import { factoryLife } from './factory-life.ts';
import { median } from './measure.ts';

export type GateWays = {
  readonly stdioCallback: number;
  readonly shHook: number;
  readonly nodeHook: number;
};

/** The median milliseconds of one call by each way; they take turns. Every verdict is journalled and fsynced. */
export async function compareGateWays(rounds: number): Promise<GateWays> {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-bench-'));
  const store = await openStore(folder, Date.now);
  const begun = factoryLife(1)
    .map(({ event }) => event)
    .filter((event) => /^(thread\.created|workspace\.|run\.started|run\.spawned)/.test(event.type));
  store.journal.append(Date.now(), begun);
  const writer = createWriter(store.journal, { now: Date.now, onRecorded: () => undefined });
  const permission = (call: ToolCall): Promise<PermissionAnswer> => passGate(deskOver(writer), call);
  const server = await startGateServer({
    folder: join(folder, 'gate'),
    decide: ({ id = '', tool, input }) => permission({ id, tool, input, cwd: exampleCwd }),
    onRefused: (why) => console.error(why),
  });
  const hooks = [
    hookCommand({ folder: server.folder, bash: '/bin/bash' }, 'claude'),
    `'${process.execPath}' '${join(process.cwd(), 'scripts/bench/support/programs/node-hook.mjs')}' '${server.folder}'`,
  ];
  try {
    const [stdioCallback = [], shHook = [], nodeHook = []] = await timesOf({ folder, rounds, hooks, permission });
    return { stdioCallback: median(stdioCallback), shHook: median(shHook), nodeHook: median(nodeHook) };
  } finally {
    await server.close();
    store.close();
    rmSync(folder, { recursive: true });
  }
}

type Trial = {
  readonly folder: string;
  readonly rounds: number;
  readonly hooks: readonly string[];
  readonly permission: (call: ToolCall) => Promise<PermissionAnswer>;
};

async function timesOf({ folder, rounds, hooks, permission }: Trial): Promise<readonly number[][]> {
  const callbacks = { permission, onEvent: () => undefined, question: () => Promise.resolve('') };
  const options = { onCall: () => undefined, workspace: folder, plans: folder, breach: () => undefined };
  const gate = createGate({ ...options, callbacks, onUngated: (reason) => console.error(reason) });
  const caller = join(process.cwd(), 'scripts/bench/support/programs/gate-caller.mjs');
  const env = { PATH: process.env['PATH'] ?? '' };
  const start: StartOptions = {
    ...{ run: 'run_r0', workspace: folder, repos: [], session: undefined, state: folder, canary: '', config: {} },
    ...{ env, containment: undefined, callbacks },
  };
  const args = [caller, String(rounds), exampleCwd, ...hooks];
  let tell: (times: readonly number[][]) => void = () => undefined;
  const told = new Promise<readonly number[][]>((resolve) => (tell = resolve));
  const started = await startClaude(
    { program: process.execPath, args, env, secret: undefined, containment: undefined, marker: start.run },
    start,
    {
      onMessage: (message) => {
        if (message.type === 'system' && message.subtype === 'times')
          tell(JSON.parse(message.description ?? '') as number[][]);
      },
      onNoise: (text) => console.error(text),
      answer: gate.answer,
    },
  );
  if (!started.ok) throw new Error(started.error.message);
  const died = started.value.gone.then((how) => Promise.reject(new Error(how)));
  started.value.say('Begin.', 'begin');
  const times = await Promise.race([told, died]);
  died.catch(() => undefined);
  await started.value.kill();
  return times;
}

function deskOver(writer: Writer): GateDesk {
  const thread = ThreadId.parse('thr_t0');
  return {
    ...{ run: RunId.parse('run_r0'), thread, context: exampleContext },
    policy: () => Promise.resolve({ policy: defaultPolicy, hash: 'bench' }),
    read: () => writer.state.threads.get(thread),
    report: (event) => writer.dispatch({ type: 'report', event }),
    onChange: () => () => undefined,
    newAskId: () => AskId.parse('ask_bench'),
    onVerdict: () => undefined,
    onWarning: (rule, text) => console.error(`${rule}: ${text}`),
  };
}
