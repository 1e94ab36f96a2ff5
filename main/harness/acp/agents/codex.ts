import { join } from 'node:path';
import { HarnessFailure } from '../../harness-failure.ts';
import { mixesSkills } from '../../skills.ts';
import { hookCommand } from '../../shim/shim-script.ts';
import type { AcpAgent, AgentHome, Launch } from './agent.ts';
import { codexSettings, type CodexSettings } from './codex-settings.ts';
import { linkCredentials, quoted, writePrivate } from './files.ts';

/** Codex lets a tool run when its hook is late, so the limit is longer than any person takes. The shim's own is seconds. */
const HOOK_TIMEOUT_S = 7 * 24 * 3600;

export const codex: AcpAgent = {
  id: 'codex',
  title: 'Codex',
  program: {
    bin: 'codex-acp',
    package: /^@agentclientprotocol\/codex-acp$/,
    floor: '2.6.0',
    install: 'npm install -g @agentclientprotocol/codex-acp@2.6.0',
  },
  needs: [
    {
      bin: 'codex',
      package: /^@openai\/codex$/,
      versionArgs: ['--version'],
      floor: '0.169.0',
      install: 'npm install -g @openai/codex@0.169.0',
    },
  ],
  args: [],
  mode: 'workspace-write',
  containedMode: 'agent-full-access',
  gate: 'hook',
  denyReason: 'native',
  edit: true,
  cost: false,
  gaps: ['What a sub-agent still does when the turn has ended is denied', 'Tells tokens, not money'],
  canary: true,
  skills: { folder: 'home/skills', mixesWith: ['.agents/skills', '.codex/skills'] },
  async prepare(home) {
    const folder = join(home.folder, 'home');
    const [, program] = home.programs;
    if (!program) throw new Error('Codex needs its own program beside the adapter');
    const credentials = await linkCredentials(join(home.person, '.codex'), folder, ['auth.json']);
    const file = join(folder, 'config.toml');
    await writePrivate(file, config(home));
    const settings = await codexSettings({ program, folder, cwd: home.cwd });
    await writePrivate(file, `${config(home)}\n${trust(home, settings)}`);
    const env = { CODEX_HOME: folder, CODEX_PATH: executable(program), ...overrides(home, settings) };
    return { env, credentials, settings: [file] };
  },
};

/** The adapter starts it by one name: a script of Node is its own executable. */
function executable({ command, args }: Launch): string {
  return args[0] ?? command;
}

/** A sandbox does not start inside a containment, which holds back more than it would. */
function sandboxOf({ contained }: AgentHome): string {
  return contained ? 'danger-full-access' : 'workspace-write';
}

function config(home: AgentHome): string {
  const { gate, cwd } = home;
  return `check_for_update_on_startup = false
approval_policy = "on-request"
sandbox_mode = ${quoted(sandboxOf(home))}

[analytics]
enabled = false

[features]
hooks = true

[projects.${quoted(cwd)}]
trust_level = "untrusted"

[[hooks.PreToolUse]]
matcher = "*"

[[hooks.PreToolUse.hooks]]
type = "command"
command = ${quoted(hookCommand(gate, 'codex'))}
timeout = ${String(HOOK_TIMEOUT_S)}
`;
}

/** A hook that nobody trusted is skipped without a word, so we say that we trust exactly this one. */
function trust(home: AgentHome, { hooks }: CodexSettings): string {
  const own = hooks.find(({ command }) => command === hookCommand(home.gate, 'codex'));
  if (!own) {
    const message = 'Codex does not list the hook of the gate, so it would not run it';
    throw new HarnessFailure({ code: 'ungated', message, next: codex.needs?.[0]?.install ?? '' });
  }
  return `[hooks.state.${quoted(own.key)}]\ntrusted_hash = ${quoted(own.currentHash)}\n`;
}

/**
 * Outranks every file, so that a repo's configuration cannot switch the hooks off. The adapter trusts the repo whatever
 * our configuration says, and would start the servers that it names.
 */
function overrides(home: AgentHome, { servers }: CodexSettings): Record<string, string> {
  const { model } = home;
  const firm = {
    ...{ features: { hooks: true }, approval_policy: 'on-request', sandbox_mode: sandboxOf(home) },
    ...(mixesSkills(codex.skills, [home.cwd]) && { skills: { include_instructions: false } }),
    mcp_servers: Object.fromEntries(servers.map((name) => [name, { enabled: false }])),
  };
  if (model === undefined) return { CODEX_CONFIG: JSON.stringify(firm) };
  const provider = { name: 'teatree', base_url: `${model.url}/v1`, wire_api: 'responses', requires_openai_auth: false };
  const settings = { model: 'gpt-5-codex', model_provider: 'teatree', model_providers: { teatree: provider } };
  return { CODEX_CONFIG: JSON.stringify({ ...firm, ...settings }), MODEL_PROVIDER: 'teatree' };
}
