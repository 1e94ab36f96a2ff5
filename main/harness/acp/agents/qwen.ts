import { join } from 'node:path';
import { hookCommand } from '../../shim/shim-script.ts';
import type { AcpAgent } from './agent.ts';
import { linkCredentials, pickSettings, writePrivate } from './files.ts';
import { refuseShipped, type Shipped } from './shipped.ts';

/** A late hook lets its tool run. Milliseconds, as large as timers go. */
const HOOK_TIMEOUT_MS = 2_147_000_000;

/** Nothing outranks them: a hook there that allows a call wins over one that denies it. */
const shipped: readonly Shipped[] = [
  {
    path: '.qwen/settings.json',
    could: 'outvote the gate: a hook there that allows a call wins over one that denies it',
  },
  { path: '.qwen/.env', could: 'send what you and the model say elsewhere: it says where the model is' },
];

/** What a `.env` of the repo must not say. */
const FIRM_VARIABLES = [
  'OPENAI_BASE_URL',
  'OPENAI_API_KEY',
  'OPENAI_MODEL',
  'QWEN_HOME',
  'NODE_OPTIONS',
  'PATH',
  'BASH_ENV',
];

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
  edit: false,
  cost: false,
  gaps: [
    'Asks before its hook runs, so that a reason comes as the next message',
    'Takes only yes or no: a command that the person changed is told to it, not run',
    'Does not run in a repo that ships settings for it',
    'Tells neither tokens nor money',
  ],
  canary: true,
  seatGap: 'it keeps tools of ours behind its own search',
  skills: { folder: 'home/skills' },
  async prepare(home) {
    const absent = await refuseShipped(home.cwd, shipped);
    const folder = join(home.folder, 'home');
    const own = join(home.person, '.qwen');
    const credentials = await linkCredentials(own, folder, ['oauth_creds.json', '.env']);
    const command = hookCommand(home.gate, 'qwen');
    await writePrivate(join(folder, 'settings.json'), {
      ...(await pickSettings(join(own, 'settings.json'), ['security', 'model', 'modelProviders', 'env'])),
      general: { disableAutoUpdate: true, disableUpdateNag: true },
      privacy: { usageStatisticsEnabled: false },
    });
    const ruling = join(home.folder, 'ruling.json');
    await writePrivate(ruling, {
      disableAllHooks: false,
      skills: { disabledLevels: ['project'] },
      advanced: { excludedEnvVars: FIRM_VARIABLES },
      tools: { approvalMode: 'default', autoAccept: false },
      hooks: { PreToolUse: [{ matcher: '*', hooks: [{ type: 'command', command, timeout: HOOK_TIMEOUT_MS }] }] },
    });
    const { model } = home;
    return {
      credentials,
      absent,
      settings: [ruling],
      outranked: [join(folder, 'settings.json')],
      ...(model && { args: ['--auth-type', 'openai'] }),
      env: {
        QWEN_HOME: folder,
        // The system's settings outrank those of a repo, which could switch the hooks off.
        QWEN_CODE_SYSTEM_SETTINGS_PATH: ruling,
        ...(model && { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_API_KEY: 'loopback', OPENAI_MODEL: 'loopback' }),
      },
    };
  },
};
