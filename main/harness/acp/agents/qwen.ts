import { join } from 'node:path';
import { hookCommand } from '../../shim/shim-script.ts';
import type { AcpAgent } from './agent.ts';
import { linkCredential, pickSettings, writePrivate } from './files.ts';

/** A late hook lets its tool run. Milliseconds, as large as timers go. */
const HOOK_TIMEOUT_MS = 2_147_000_000;

export const qwen: AcpAgent = {
  id: 'qwen',
  title: 'Qwen Code',
  program: {
    bin: 'qwen',
    package: /^@qwen-code\/qwen-code$/,
    floor: '0.24.4',
    install: 'npm install -g @qwen-code/qwen-code@0.24.4',
  },
  args: ['--acp'],
  mode: 'default',
  gate: 'hook',
  denyReason: 'next-prompt',
  cost: false,
  gaps: ['Asks before its hook runs, so that a reason comes as the next message', 'Tells neither tokens nor money'],
  canary: true,
  async prepare(home) {
    const folder = join(home.folder, 'home');
    const own = join(home.person, '.qwen');
    for (const name of ['oauth_creds.json', '.env']) await linkCredential(join(own, name), join(folder, name));
    const command = hookCommand(home.gate, 'qwen');
    await writePrivate(join(folder, 'settings.json'), {
      ...(await pickSettings(join(own, 'settings.json'), ['security', 'model', 'modelProviders', 'env'])),
      general: { disableAutoUpdate: true, disableUpdateNag: true },
      privacy: { usageStatisticsEnabled: false },
      hooks: { PreToolUse: [{ matcher: '*', hooks: [{ type: 'command', command, timeout: HOOK_TIMEOUT_MS }] }] },
    });
    const { model } = home;
    return {
      ...(model && { args: ['--auth-type', 'openai'] }),
      env: {
        QWEN_HOME: folder,
        ...(model && { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_API_KEY: 'loopback', OPENAI_MODEL: 'loopback' }),
      },
    };
  },
};
