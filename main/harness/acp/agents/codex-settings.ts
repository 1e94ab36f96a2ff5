import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { cleanEnvironment } from '../../../process/environment.ts';
import { startProcess } from '../../../process/start-process.ts';
import { HarnessFailure } from '../../harness-failure.ts';
import { parseJson } from '../../../../core/parse-json.ts';
import type { Launch } from './agent.ts';

const Hook = z.object({ key: z.string(), command: z.string().catch(''), currentHash: z.string() });

const HooksReply = z.object({
  id: z.literal(1),
  result: z.object({ data: z.array(z.object({ hooks: z.array(Hook) })) }),
});

const Layer = z.object({
  name: z.object({ type: z.string() }),
  config: z.object({ mcp_servers: z.record(z.string(), z.unknown()).catch({}) }).catch({ mcp_servers: {} }),
});
const LayersReply = z.object({ id: z.literal(2), result: z.object({ layers: z.array(Layer) }) });

export type CodexSettings = {
  /** Each with the hash by which it is trusted. */
  readonly hooks: readonly z.infer<typeof Hook>[];
  /** Names of the servers that the repo wants to have started. */
  readonly servers: readonly string[];
};

const LIMIT_MS = 30_000;

/** What Codex finds in its own configuration and in that of the repo. Nothing is found by a Codex that does not answer. */
export async function codexSettings(where: {
  readonly program: Launch;
  readonly folder: string;
  readonly cwd: string;
}): Promise<CodexSettings> {
  const { program, folder, cwd } = where;
  const found: { hooks?: CodexSettings['hooks']; servers?: CodexSettings['servers'] } = {};
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  const started = await startProcess({
    file: program.command,
    args: [...program.args, 'app-server'],
    cwd,
    env: cleanEnvironment({ CODEX_HOME: folder }),
    onLine: ({ text, truncated }, stream) => {
      if (stream === 'stderr' || truncated) return;
      const message = parseJson(text);
      found.hooks ??= HooksReply.safeParse(message).data?.result.data.flatMap(({ hooks }) => hooks);
      found.servers ??= LayersReply.safeParse(message).data?.result.layers.flatMap(serversOf);
      if (found.hooks && found.servers) tell();
    },
  });
  if (!started.ok) throw new HarnessFailure(started.error);
  const server = started.value;
  try {
    for (const message of questions(cwd)) await server.write(JSON.stringify({ jsonrpc: '2.0', ...message }));
    await Promise.race([told, server.exit, sleep(LIMIT_MS, undefined, { ref: false })]);
    const { hooks, servers } = found;
    return hooks && servers ? { hooks, servers } : { hooks: [], servers: [] };
  } finally {
    await server.kill();
  }
}

function serversOf({ name, config }: z.infer<typeof Layer>): readonly string[] {
  return name.type === 'project' ? Object.keys(config.mcp_servers) : [];
}

function questions(cwd: string) {
  return [
    { id: 0, method: 'initialize', params: { clientInfo: { name: 'teatree', version: '1' } } },
    { method: 'initialized' },
    { id: 1, method: 'hooks/list', params: { cwds: [cwd] } },
    { id: 2, method: 'config/read', params: { includeLayers: true, cwd } },
  ];
}
