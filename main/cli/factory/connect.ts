import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, Push } from '../../../core/contract.ts';
import type { Entry } from '../../../core/loop/event.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Factory } from '../../compose.ts';
import { hostFactory } from '../../ipc/host-factory.ts';
import type { Host, HostOptions } from '../../ipc/host-factory.ts';
import { connectSocket } from '../../ipc/socket/client.ts';
import type { SocketClient } from '../../ipc/socket/client.ts';
import { openHomeFolder } from '../../store/home-folder.ts';
import { readOwner } from '../../store/instance-lock.ts';
import type { CliFacts } from './facts.ts';

/**
 * `record`: reads, or records what a factory will take up later. `work`: stays until what follows is done, if the
 * factory has to be opened here. `running`: only makes sense with a factory that runs already.
 */
export type Errand = 'record' | 'work' | 'running';

export type Connection = {
  readonly call: Call;
  /** Whether the factory lives in this process and ends with it. */
  readonly here: boolean;
  /** Gets every new fact from now on. */
  onEntries(listener: (entries: readonly Entry[]) => void): Promise<void>;
  /** Begins to work and resolves when nothing goes on without the person. Only for a factory here. */
  work(): Promise<void>;
  /** Resolves when a factory elsewhere went away. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
};

/** An owner that takes no calls is on a short errand of its own: it is waited for. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 100;

/** Asks the running factory, or opens one in this process when none runs. */
export async function connect(errand: Errand, facts: CliFacts): Promise<Result<Connection>> {
  const home = openHomeFolder();
  if (!home.ok) return home;
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const socket = readOwner(home.value)?.socket;
    const client = socket === undefined ? undefined : await connectSocket(socket, home.value);
    if (client?.ok) return ok(elsewhere(client.value));
    if (errand === 'running') return fail(notRunning(home.value));
    const host = await openFactory({ home: home.value, listen: errand === 'work', watched: false }, facts);
    if (host.ok) return ok(inThisProcess(host.value));
    if (host.error.code !== 'already-running' || Date.now() > until) return host;
    await sleep(PAUSE_MS);
  }
}

/** Takes the folder and builds the factory here. Loaded late: most calls go to a factory that runs. */
export async function openFactory(
  opening: Pick<HostOptions<Factory>, 'home' | 'listen' | 'watched'>,
  { version, programs, warn }: CliFacts,
): Promise<Result<Host<Factory>>> {
  return hostFactory({
    ...{ ...opening, programs, kind: 'headless', onWarning: warn },
    compose: async () => {
      const { composeFactory } = await import('../../compose.ts');
      return composeFactory({ dataFolder: opening.home, version, programs, onWarning: warn });
    },
  });
}

function elsewhere(client: SocketClient): Connection {
  return {
    here: false,
    call: (method, input) => client.call(method, input),
    async onEntries(listener) {
      await client.subscribe((push: Push) => {
        if (push.kind === 'entries') listener(push.entries);
      });
    },
    work: () => Promise.reject(new Error('The factory elsewhere works by itself')),
    lost: client.closed,
    close: async () => client.close(),
  };
}

function inThisProcess(host: Host<Factory>): Connection {
  const { router, orchestrator } = host.factory;
  const caller = { id: 'here', via: 'cli' } as const;
  return {
    here: true,
    call: async (method, input) => (await router.handle(caller, method, input)) as Awaited<ReturnType<Call>> as never,
    async onEntries(listener) {
      orchestrator.subscribe(listener);
    },
    async work() {
      await orchestrator.start();
      await orchestrator.settled();
      // Somebody may have called until this moment; what they asked for is done too.
      await host.hangUp();
      await orchestrator.settled();
    },
    lost: new Promise(() => undefined),
    close: () => host.close(),
  };
}

function notRunning(home: string) {
  const next = 'Start the app, or: teatree serve';
  return { code: 'not-running', message: `No Teatree is running on ${home}`, next };
}
