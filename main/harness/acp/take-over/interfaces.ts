import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../../core/parse-json.ts';
import type { AgentHome, Launch } from '../agents/agent.ts';
import { quoted, writePrivate } from '../agents/files.ts';
import { locate } from '../locate.ts';

/** How an agent that speaks the protocol is opened with its own interface. */
type OwnInterface = {
  /** The program that has the interface; undefined when it is not installed. */
  readonly program: (home: AgentHome) => Promise<Launch | undefined>;
  /** What takes a session up again. Without it, it forgets its sessions. */
  readonly resume?: (session: string) => readonly string[];
  readonly args?: readonly string[];
  /** Takes our gate out of the configuration that was just prepared: it answers nobody now, and the person decides. */
  readonly ungate: (home: AgentHome) => Promise<void>;
  /** Variables that would lead back to the gate. */
  readonly unset?: readonly string[];
};

/** By id of the agent. */
export const ownInterfaces: ReadonlyMap<string, OwnInterface> = new Map([
  [
    'codex',
    {
      program: nth(1),
      resume: (session) => ['resume', session],
      ungate: ({ folder, model }) => writePrivate(join(folder, 'home', 'config.toml'), codexConfig(model)),
    },
  ],
  [
    'opencode',
    {
      program: nth(0),
      resume: (session) => ['--session', session],
      ungate: without('config', 'opencode', 'plugin'),
    },
  ],
  ['gemini', { program: nth(0), ungate: without('.gemini', 'policies') }],
  [
    'qwen',
    {
      program: nth(0),
      resume: (session) => ['--resume', session],
      ungate: without('ruling.json'),
      unset: ['QWEN_CODE_SYSTEM_SETTINGS_PATH'],
    },
  ],
  ['copilot', { program: nth(0), resume: (session) => [`--resume=${session}`], ungate: without('home', 'hooks') }],
  ['pi', { program: nth(1), resume: (session) => ['--session', session], ungate: without('home', 'extensions') }],
  [
    'claude-acp',
    {
      // The adapter has none; Claude Code itself knows its sessions.
      program: async () => (await locate({ bin: 'claude', install: '' }))?.launch,
      args: ['--setting-sources', 'user', '--strict-mcp-config'],
      resume: (session) => ['--resume', session],
      ungate: async ({ folder }) => {
        await writePrivate(join(folder, 'home', 'settings.json'), {});
        await welcome(join(folder, 'home', '.claude.json'));
      },
    },
  ],
] satisfies readonly (readonly [string, OwnInterface])[]);

function nth(index: number): OwnInterface['program'] {
  return ({ programs }) => Promise.resolve(programs[index]);
}

function without(...path: readonly string[]): OwnInterface['ungate'] {
  return ({ folder }) => rm(join(folder, ...path), { recursive: true, force: true });
}

/** Whoever takes a session over wants to see the session, not the welcome of the first start. */
async function welcome(file: string): Promise<void> {
  const known = z.looseObject({}).safeParse(parseJson(await readFile(file, 'utf8').catch(() => ''))).data;
  await writePrivate(file, { ...known, hasCompletedOnboarding: true });
}

function codexConfig(model: AgentHome['model']): string {
  const own = 'check_for_update_on_startup = false\n';
  if (model === undefined) return own;
  return `${own}model = "gpt-5-codex"
model_provider = "teatree"

[model_providers.teatree]
name = "teatree"
base_url = ${quoted(`${model.url}/v1`)}
wire_api = "responses"
requires_openai_auth = false
`;
}
