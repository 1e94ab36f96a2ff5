import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { mixesSkills } from '../../skills.ts';
import type { AcpAgent } from './agent.ts';
import { linkCredentials, pickSettings, writeAlone, writePrivate } from './files.ts';
import { refuseShipped, type Shipped } from './shipped.ts';

/**
 * Its own rules let reading pass, and commands that it takes for harmless. These outrank them; a pattern over arguments
 * keeps it from judging a command by itself.
 */
const ASK_ALWAYS = `[[rule]]
toolName = "*"
decision = "ask_user"
priority = 998

[[rule]]
toolName = "run_shell_command"
argsPattern = ".*"
decision = "ask_user"
priority = 999
`;

const shipped: readonly Shipped[] = [
  { path: '.gemini/.env', could: 'send what you and the model say elsewhere: it says where the model is' },
];

export const gemini: AcpAgent = {
  id: 'gemini',
  title: 'Gemini CLI',
  program: {
    bin: 'gemini',
    package: /^@google\/gemini-cli$/,
    floor: '0.61.0',
    install: 'npm install -g @google/gemini-cli@0.61.0',
  },
  args: ['--acp'],
  mode: 'default',
  gate: 'permission',
  denyReason: 'next-prompt',
  edit: false,
  titleIsCommand: true,
  cost: false,
  resumes: false,
  gaps: [
    'Its hooks do not run under ACP: the gate hangs on its permission requests',
    'Takes only yes or no: a command that the person changed is told to it, not run',
    'Goes on when a call was denied, and hears why when its turn has ended',
    'Runs no command with a substitution, $(…) or backticks, also when the person approved it',
    'Forgets a session with its process',
    'Starts no sub-agents: its own policy denies them',
    'Its session may refuse the next message when a turn was stopped in the middle of a call',
    'Tells neither tokens nor money',
    'Does not run in a repo that ships settings for it (.gemini/.env)',
  ],
  canary: true,
  seatGap: 'it is not let start servers of tools',
  skills: { folder: '.gemini/skills', mixesWith: ['.gemini/skills', '.agents/skills'] },
  async prepare(home) {
    const absent = await refuseShipped(home.cwd, shipped);
    const folder = join(home.folder, '.gemini');
    const own = join(home.person, '.gemini');
    const credentials = await linkCredentials(own, folder, ['oauth_creds.json', 'google_accounts.json', '.env']);
    const { security, model } = await pickSettings(join(own, 'settings.json'), ['security', 'model']);
    const signIn = home.model ? { auth: { selectedType: 'gemini-api-key' } } : security;
    await writeAlone(join(folder, 'policies', 'gate.toml'), ASK_ALWAYS);
    await writePrivate(join(folder, 'settings.json'), {
      general: { disableAutoUpdate: true, disableUpdateNag: true },
      privacy: { usageStatisticsEnabled: false },
      ...(signIn !== undefined && { security: signIn }),
      // Without a name it asks a model which model to ask.
      ...(home.model ? { model: { name: 'gemini-2.5-pro' } } : model !== undefined && { model }),
    });
    const ruling = join(home.folder, 'ruling.json');
    await writePrivate(ruling, {
      advanced: { ignoreLocalEnv: true },
      tools: { discoveryCommand: '', callCommand: '' },
      // No server has this name, and an empty list would allow all.
      mcp: { allowed: [randomUUID()], serverCommand: '' },
      hooksConfig: { enabled: false },
      ...(mixesSkills(gemini.skills, [home.cwd]) && { skills: { enabled: false } }),
    });
    return {
      credentials,
      absent,
      settings: [join(folder, 'policies'), ruling],
      outranked: [join(folder, 'settings.json')],
      env: {
        GEMINI_CLI_HOME: home.folder,
        // Without trust it does not work in a folder; the repo's own settings are then read, but the system's outrank them.
        GEMINI_CLI_TRUST_WORKSPACE: 'true',
        GEMINI_CLI_SYSTEM_SETTINGS_PATH: ruling,
        ...(home.model && { GOOGLE_GEMINI_BASE_URL: home.model.url, GEMINI_API_KEY: 'loopback' }),
      },
      ...(home.model && { signIn: () => 'gemini-api-key' }),
    };
  },
};
