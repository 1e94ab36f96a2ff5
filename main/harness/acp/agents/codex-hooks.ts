import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { cleanEnvironment } from '../../../process/environment.ts';
import { startProcess } from '../../../process/start-process.ts';
import { HarnessFailure } from '../../harness-failure.ts';
import { parseJson } from '../../parse-json.ts';
import type { Launch } from './agent.ts';

const Hook = z.object({ key: z.string(), command: z.string().catch(''), currentHash: z.string() });
type Hook = z.infer<typeof Hook>;

const Reply = z.object({
  id: z.literal(1),
  result: z.object({ data: z.array(z.object({ hooks: z.array(Hook) })) }),
});

const LIMIT_MS = 30_000;

/** The hooks that Codex finds in its configuration, each with the hash by which it is trusted. */
export async function codexHooks(where: {
  readonly program: Launch;
  readonly folder: string;
  readonly cwd: string;
}): Promise<readonly Hook[]> {
  const { program, folder, cwd } = where;
  let tell: (hooks: readonly Hook[]) => void = () => undefined;
  const listed = new Promise<readonly Hook[]>((resolve) => (tell = resolve));
  const started = await startProcess({
    file: program.command,
    args: [...program.args, 'app-server'],
    cwd,
    env: cleanEnvironment({ CODEX_HOME: folder }),
    onLine: ({ text, truncated }, stream) => {
      if (stream === 'stderr' || truncated) return;
      const reply = Reply.safeParse(parseJson(text)).data;
      if (reply) tell(reply.result.data.flatMap(({ hooks }) => hooks));
    },
  });
  if (!started.ok) throw new HarnessFailure(started.error);
  const server = started.value;
  try {
    for (const message of questions(cwd)) await server.write(JSON.stringify({ jsonrpc: '2.0', ...message }));
    const silent = sleep(LIMIT_MS, [], { ref: false });
    return await Promise.race([listed, server.exit.then(() => []), silent]);
  } finally {
    await server.kill();
  }
}

function questions(cwd: string) {
  return [
    { id: 0, method: 'initialize', params: { clientInfo: { name: 'teatree', version: '1' } } },
    { method: 'initialized' },
    { id: 1, method: 'hooks/list', params: { cwds: [cwd] } },
  ];
}
