import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import { answerLine } from './answer-line.ts';
import { readHookCall, type CallForm, type HookCall } from './hook-call.ts';
import { shimScript } from './shim-script.ts';

export type GateServer = {
  /** Holds `gate` (port, token, proof) and the shim. Private to the person. */
  readonly folder: string;
  /** May be called again. */
  readonly close: () => Promise<void>;
};

export type GateServerOptions = {
  /** Made if missing; outside of every worktree. */
  readonly folder: string;
  /** Never rejects. */
  readonly decide: (call: HookCall) => Promise<PermissionAnswer>;
  readonly onRefused: (why: string) => void;
  /** How often a waiting hook hears that the app lives, and after what silence it denies. */
  readonly beatMs?: number;
};

const BEAT_MS = 5000;
/** Beats that may be missed before a hook gives up. */
const SILENT_BEATS = 4;
const MAX_REQUEST = 16 * 1024 * 1024;
const FORMS: readonly CallForm[] = ['claude', 'codex', 'qwen', 'copilot', 'plugin'];

/**
 * The app's end of the hooks of one run: a server on loopback that takes one tool call per connection and answers when
 * the gate has decided. Its address is new with every start and stands in a private folder.
 */
export async function startGateServer(options: GateServerOptions): Promise<GateServer> {
  const { folder, beatMs = BEAT_MS } = options;
  const [token, proof] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A hook that was ended with its tool call wants no answer.
    socket.on('error', () => socket.destroy());
    listenTo(socket, (request) => void serve(socket, request, { ...options, beatMs, token, proof }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const silence = Math.max(1, Math.round((beatMs * SILENT_BEATS) / 1000));
  await writeFile(join(folder, 'shim'), shimScript.replace('SILENCE', String(silence)), { mode: 0o600 });
  await writeFile(join(folder, 'gate'), `${port} ${token} ${proof}\n`, { mode: 0o600 });
  let closed: Promise<unknown> | undefined;
  const close = async () => {
    await rm(join(folder, 'gate'), { force: true });
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    folder,
    async close() {
      closed ??= Promise.all([once(server, 'close'), close()]);
      await closed;
    },
  };
}

/** Calls back once with everything up to the closing NUL, which JSON never holds. */
function listenTo(socket: Socket, onRequest: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer) => {
    const end = chunk.indexOf(0);
    chunks.push(end === -1 ? chunk : chunk.subarray(0, end));
    size += chunk.length;
    if (end === -1 && size <= MAX_REQUEST) return;
    socket.off('data', onData);
    if (end === -1) return void socket.destroy();
    onRequest(Buffer.concat(chunks).toString('utf8'));
  };
  socket.on('data', onData);
}

type Service = GateServerOptions & { readonly beatMs: number; readonly token: string; readonly proof: string };

async function serve(socket: Socket, request: string, service: Service): Promise<void> {
  const [first = '', ...body] = request.split('\n');
  const [token, name] = first.split(' ');
  const form = FORMS.find((each) => each === name);
  if (token !== service.token || form === undefined) {
    service.onRefused('Somebody who does not know the token spoke to the gate');
    return void socket.destroy();
  }
  const call = readHookCall(form, body.join('\n'));
  if (call === undefined) service.onRefused(`A ${form} hook reported a call that the gate cannot read`);
  const beat = setInterval(() => socket.write('\n'), service.beatMs);
  socket.on('close', () => clearInterval(beat));
  const answer: PermissionAnswer =
    call === undefined
      ? { kind: 'deny', message: 'Denied: the gate could not read this call. Nothing was run.' }
      : await service.decide(call);
  clearInterval(beat);
  socket.end(`${service.proof} ${answerLine(form, answer, call)}\n`);
}
