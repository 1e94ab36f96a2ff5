import { processRow } from '../../process/process-table.ts';
import { startProcess } from '../../process/start-process.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { HarnessFailure } from '../../harness/harness-failure.ts';
import type { HarnessCapabilities } from '../../../core/model/harness/harness-capabilities.ts';
import type { Harness, StartOptions, TurnEnd } from '../../harness/harness.ts';
import type { Instruction } from '../../../core/model/instruction.ts';

export type Turn = {
  readonly instruction: Instruction;
  readonly start: StartOptions;
  /** Resolves when the person stopped the turn. */
  readonly cancelled: Promise<void>;
  /** Ends the agent's process as a crash would. */
  crash(): void;
};

export type Script = (turn: Turn) => Promise<TurnEnd>;

const capabilities: HarnessCapabilities = {
  messages: true,
  steer: 'next-turn',
  resume: true,
  cost: false,
  keepsAlive: false,
  provable: true,
  gate: 'callback',
  denyReason: 'native',
  edit: false,
};

/** An agent that does what the test says, with a real child process that has a child of its own. */
export function fakeHarness(
  script: Script,
  options: {
    readonly ready?: Promise<unknown>;
    readonly unproven?: boolean;
    readonly capabilities?: Partial<HarnessCapabilities>;
  } = {},
) {
  const starts: StartOptions[] = [];
  const pids: number[] = [];
  const steers: string[] = [];
  const modes: string[] = [];
  let prompts = 0;
  let cancels = 0;
  const harness: Harness = {
    id: 'fake',
    title: 'Fake',
    detect: () => Promise.resolve({ state: 'ready', text: 'Scripted' }),
    async start(start) {
      starts.push(start);
      const spawned = await startProcess({
        file: '/bin/sh',
        args: ['-c', 'setsid sleep 600 & sleep 600'],
        cwd: start.workspace,
        env: cleanEnvironment(start.env),
        marker: start.run,
        onLine: () => undefined,
      });
      if (!spawned.ok) throw new HarnessFailure(spawned.error);
      const agent = spawned.value;
      pids.push(agent.identity.pid);
      const died = agent.exit.then(() => 'died' as const);
      const outcome = await Promise.race([died, options.ready ?? Promise.resolve()]);
      if (!options.unproven) await proveGate(start);
      if (outcome === 'died') throw new HarnessFailure({ code: 'agent-died', message: 'The agent died' });
      let cancel: () => void = () => undefined;
      const cancelled = new Promise<void>((resolve) => (cancel = resolve));
      const end = async () => void (await agent.kill());
      return {
        session: start.session ?? 'session-1',
        process: agent.identity,
        capabilities: { ...capabilities, ...options.capabilities },
        exited: agent.exit.then(() => undefined),
        async prompt(instruction) {
          prompts += 1;
          const crash = () => void process.kill(agent.identity.pid, 'SIGKILL');
          const ended = await Promise.race([script({ instruction, start, cancelled, crash }), died]);
          if (ended === 'died') throw new Error('The agent died');
          return ended;
        },
        steer: (text) => void steers.push(text),
        setMode(mode) {
          modes.push(mode);
          return Promise.resolve(mode !== 'unknown');
        },
        cancelTurn() {
          cancels += 1;
          cancel();
        },
        end,
        kill: end,
      };
    },
  };
  return {
    ...{ harness, starts, steers, modes },
    prompts: () => prompts,
    crash: () => void process.kill(pids.at(-1) ?? 0, 'SIGKILL'),
    cancels: () => cancels,
    /** Agents that still live. */
    living: async () => (await Promise.all(pids.map(processRow))).filter(Boolean).length,
  };
}

async function proveGate({ callbacks, canary, workspace }: StartOptions): Promise<void> {
  await callbacks.permission({ id: 'canary', tool: 'shell', input: { command: canary }, cwd: workspace });
}
