import { createServer, type Socket } from 'node:net';
import { startLeader } from '../fork.ts';
import { watchApp, type Watchdog } from '../watchdog/watchdog.ts';
import { readHello, ToSpawner, type FromSpawner } from './protocol.ts';

// A small program that starts the app's programs, because a big process stands still while the system copies it, and
// that notices when the app hangs. It keeps nothing, and ends with the app.

type Request = Extract<ToSpawner, { kind: 'fork' }>;
type Waiting = { request?: Request; readonly pipes: Map<number, Socket> };

/** Whoever connects and does not say a hello is not ours, or an app that stands still: it may come to itself again. */
const SILENCE_MS = 60_000;
const LAST_WORDS_MS = 500;

const waiting = new Map<number, Waiting>();
/** Leaders of living groups; `marked` ones belong to a run or a check and must not go on without the app. */
const living = new Map<number, { readonly marked: boolean }>();
let token = '';

/** The app, which may be another process's child by the time it is looked for. */
const app = process.ppid;
let watchdog: Watchdog | undefined;
let startAgain = (): void => undefined;

process.on('message', (message) => {
  const order = ToSpawner.parse(message);
  switch (order.kind) {
    case 'listen':
      return listen(order);
    case 'fork':
      return arrive(order.id, { request: order });
    case 'watch':
      watchdog?.stop();
      watchdog = watchApp(app, order.orders, (again) => (startAgain = again));
      return;
    case 'beat':
      return watchdog?.beat(order.debugged);
    case 'unwatch':
      return watchdog?.stop();
  }
});
process.once('disconnect', leave);

function tell(message: FromSpawner): void {
  // Nobody is left to hear what failed: `disconnect` follows.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function listen({ address, token: word }: Extract<ToSpawner, { kind: 'listen' }>): void {
  token = word;
  const server = createServer({ allowHalfOpen: true }, (pipe) => {
    pipe.on('error', () => pipe.destroy());
    pipe.setTimeout(SILENCE_MS, () => pipe.destroy());
    pipe.once('data', (chunk: Buffer) => {
      const hello = readHello(chunk.toString('latin1'), token);
      if (!hello) return pipe.destroy();
      pipe.setTimeout(0);
      pipe.pause();
      arrive(hello.id, { pipe, fd: hello.fd });
    });
  });
  server.listen(address, () => tell({ kind: 'listening' }));
}

type Arrival = { readonly request: Request } | { readonly pipe: Socket; readonly fd: number };

function arrive(id: number, arrival: Arrival): void {
  const found = waiting.get(id) ?? { pipes: new Map<number, Socket>() };
  waiting.set(id, found);
  if ('request' in arrival) found.request = arrival.request;
  else found.pipes.set(arrival.fd, arrival.pipe);
  const { request, pipes } = found;
  if (!request || pipes.size < (request.stdin === 'pipe' ? 3 : 2)) return;
  waiting.delete(id);
  void start(request, pipes);
}

async function start(request: Request, pipes: ReadonlyMap<number, Socket>): Promise<void> {
  const { id, env } = request;
  const starting = startLeader(request, [pipes.get(0) ?? 'ignore', pipes.get(1), pipes.get(2)]);
  // The program has its own copies by now.
  for (const pipe of pipes.values()) pipe.destroy();
  const started = await starting;
  if (!started.ok) return tell({ kind: 'failed', id, ...started.error });
  const { pid, startedAt, exited } = started.value;
  living.set(pid, { marked: env['TEATREE_RUN'] !== undefined });
  tell({ kind: 'started', id, pid, startedAt });
  const exit = await exited;
  living.delete(pid);
  tell({ kind: 'ended', id, ...exit });
}

/** The app is gone: its runs and checks must not go on unseen. A git call ends by itself and leaves no lock behind. */
function leave(): void {
  watchdog?.stop();
  const marked = [...living].filter(([, { marked }]) => marked).map(([pid]) => pid);
  for (const pid of marked) signal(pid, 'SIGTERM');
  setTimeout(
    () => {
      for (const pid of marked) if (living.has(pid)) signal(pid, 'SIGKILL');
      startAgain();
      process.exit(0);
    },
    marked.length > 0 ? LAST_WORDS_MS : 0,
  );
}

/** A leader that has not been reaped keeps its pid, so its group is ours beyond doubt. */
function signal(group: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-group, name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
