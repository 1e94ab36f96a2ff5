import { join } from 'node:path';
import { z } from 'zod';
import { mixesSkills } from '../../skills.ts';
import { hookCommand } from '../../shim/shim-script.ts';
import type { ToolUpdate } from '../turn/tool-update.ts';
import type { AcpAgent } from './agent.ts';
import { linkCredentials, writeAlone } from './files.ts';
import { refuseShipped, type Shipped } from './shipped.ts';

/** A late hook lets its tool run. */
const HOOK_TIMEOUT_S = 7 * 24 * 3600;

const shipped: readonly Shipped[] = [
  { path: '.github/hooks', could: 'run programs past the gate: Copilot starts the hooks of a repo by itself' },
];

const Message = z.strictObject({ agent_id: z.string(), since_turn: z.number() });

/** When a sub-agent in the background has ended, the program reads its answer for the model. */
function isAside({ title, kind, rawInput }: ToolUpdate): boolean {
  return title === 'read_agent' && kind === 'read' && Message.safeParse(rawInput).success;
}

export const copilot: AcpAgent = {
  id: 'copilot',
  title: 'GitHub Copilot CLI',
  program: {
    bin: 'copilot',
    package: /^@github\/copilot$/,
    floor: '1.0.102',
    install: 'npm install -g @github/copilot@1.0.102',
  },
  args: ['--acp'],
  gate: 'hook',
  denyReason: 'native',
  edit: true,
  isAside,
  cost: false,
  gaps: ['Does not run in a repo that ships hooks for it', 'Tells tokens, not money'],
  canary: true,
  seatGap: 'it does not offer tools of ours to its model',
  skills: {
    folder: 'home/skills',
    mixesWith: ['.github/skills', '.agents/skills', '.claude/skills', '.claude/commands'],
  },
  async prepare(home) {
    const absent = await refuseShipped(home.cwd, shipped);
    const folder = join(home.folder, 'home');
    const own = join(home.person, '.copilot');
    const credentials = await linkCredentials(own, folder, ['config.json']);
    const bash = hookCommand(home.gate, 'copilot');
    await writeAlone(join(folder, 'hooks', 'gate.json'), {
      version: 1,
      hooks: { preToolUse: [{ type: 'command', bash, timeoutSec: HOOK_TIMEOUT_S }] },
    });
    const { model } = home;
    return {
      // The tool alone tells the model which skills there are.
      ...(mixesSkills(copilot.skills, [home.cwd]) && { args: ['--excluded-tools=skill'] }),
      credentials,
      absent,
      settings: [join(folder, 'hooks')],
      env: {
        COPILOT_HOME: folder,
        COPILOT_AUTO_UPDATE: 'false',
        ...(model && {
          COPILOT_PROVIDER_BASE_URL: `${model.url}/v1`,
          COPILOT_PROVIDER_TYPE: 'openai',
          COPILOT_PROVIDER_API_KEY: 'loopback',
          COPILOT_MODEL: 'loopback',
          COPILOT_OFFLINE: 'true',
        }),
      },
    };
  },
};
