import { join } from 'node:path';
import { hookCommand } from '../../shim/shim-script.ts';
import type { AcpAgent } from './agent.ts';
import { linkCredentials, writePrivate } from './files.ts';

/** A late hook blocks, but a person who is asked may take days. */
const HOOK_TIMEOUT_S = 7 * 24 * 3600;

export const claudeAcp: AcpAgent = {
  id: 'claude-acp',
  title: 'Claude Code (ACP)',
  program: {
    bin: 'claude-agent-acp',
    package: /^@agentclientprotocol\/claude-agent-acp$/,
    floor: '0.101.0',
    install: 'npm install -g @agentclientprotocol/claude-agent-acp@0.101.0',
  },
  args: [],
  mode: 'default',
  gate: 'hook',
  denyReason: 'native',
  edit: true,
  cost: true,
  gaps: [],
  canary: true,
  skills: { folder: 'home/skills' },
  async prepare(home) {
    const folder = join(home.folder, 'home');
    const credentials = await linkCredentials(join(home.person, '.claude'), folder, ['.credentials.json']);
    const command = hookCommand(home.gate, 'claude');
    const hooks = {
      PreToolUse: [
        { matcher: '*', hooks: [{ type: 'command', command, timeout: HOOK_TIMEOUT_S, onFailure: 'block' }] },
      ],
    };
    const settings = join(folder, 'settings.json');
    await writePrivate(settings, { hooks });
    return {
      credentials,
      settings: [settings],
      env: {
        CLAUDE_CONFIG_DIR: folder,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_AUTOUPDATER: '1',
        DISABLE_TELEMETRY: '1',
        DISABLE_ERROR_REPORTING: '1',
        ...(home.model && { ANTHROPIC_BASE_URL: home.model.url, ANTHROPIC_API_KEY: 'loopback' }),
      },
      // The repo's own settings could switch hooks off or allow everything.
      meta: { claudeCode: { options: { settingSources: ['user'] } } },
    };
  },
};
