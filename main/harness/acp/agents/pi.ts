import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { piExtension } from '../../shim/plugins.ts';
import type { AcpAgent, AgentHome } from './agent.ts';
import { linkCredentials, pickSettings, writeAlone, writePrivate } from './files.ts';

export const pi: AcpAgent = {
  id: 'pi',
  title: 'pi',
  program: { bin: 'pi-acp', package: /^pi-acp$/, floor: '0.0.34', install: 'npm install -g pi-acp@0.0.34' },
  needs: [
    {
      bin: 'pi',
      package: /^@earendil-works\/pi-coding-agent$/,
      floor: '0.87.1',
      install: 'npm install -g @earendil-works/pi-coding-agent@0.87.1',
    },
  ],
  args: [],
  gate: 'plugin',
  denyReason: 'native',
  edit: true,
  cost: false,
  gaps: [
    'Never asks by itself: the gate hangs on its extension',
    'Has no sub-agents',
    'Tells neither tokens nor money',
  ],
  canary: true,
  seatGap: 'it takes no tools from outside',
  skills: { folder: 'home/skills' },
  async prepare(home) {
    const folder = join(home.folder, 'home');
    const own = join(home.person, '.pi', 'agent');
    const signIn = ['auth.json', ...(home.model ? [] : ['models.json'])];
    const credentials = await linkCredentials(own, folder, signIn);
    await writeAlone(join(folder, 'extensions', 'gate.ts'), piExtension(home.gate.folder));
    await writePrivate(join(folder, 'settings.json'), {
      ...(await pickSettings(join(own, 'settings.json'), ['defaultProvider', 'defaultModel', 'defaultThinkingLevel'])),
      ...(home.model && { defaultProvider: 'loopback', defaultModel: 'loopback' }),
    });
    if (home.model) await writePrivate(join(folder, 'models.json'), modelsOf(home.model.url));
    // The adapter remembers there which file holds which session, and opens none when it cannot.
    const books = join(home.person, '.pi', 'pi-acp');
    await mkdir(books, { recursive: true });
    const command = await piCommand(home);
    return {
      credentials,
      books: [books],
      settings: [join(folder, 'extensions'), join(folder, 'settings.json'), command],
      env: {
        PI_CODING_AGENT_DIR: folder,
        PI_ACP_PI_COMMAND: command,
        ...(home.model && { PI_OFFLINE: '1' }),
      },
    };
  },
};

/** The adapter starts pi by one name. */
async function piCommand({ folder, programs }: AgentHome): Promise<string> {
  const { command, args } = programs[1] ?? { command: 'pi', args: [] };
  const file = join(folder, 'pi');
  const words = [command, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  await writePrivate(file, `#!/bin/sh\nexec ${words} "$@"\n`);
  await chmod(file, 0o700);
  return file;
}

function modelsOf(url: string) {
  const model = { id: 'loopback', name: 'Loopback', contextWindow: 200_000, maxTokens: 8000, input: ['text'] };
  return {
    providers: { loopback: { baseUrl: url, apiKey: 'loopback', api: 'anthropic-messages', models: [model] } },
  };
}
