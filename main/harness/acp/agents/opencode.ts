import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { opencodePlugin } from '../../shim/plugins.ts';
import type { AcpAgent, AgentHome } from './agent.ts';
import { linkCredentials, pickSettings, writeAlone, writePrivate } from './files.ts';
import { refuseShipped, type Shipped } from './shipped.ts';

/** It loads the plugins that these name or hold, although it is told to leave the repo's configuration alone. */
const shipped: readonly Shipped[] = ['.opencode', 'opencode.json', 'opencode.jsonc'].map((path) => ({
  path,
  could: 'run programs past the gate: OpenCode loads the plugins of a repo into itself',
}));

/** What it reads from its configuration beside our files. */
const alsoRead = ['opencode.jsonc', 'config.json', 'plugins', 'tool', 'tools'];

export const opencode: AcpAgent = {
  id: 'opencode',
  title: 'OpenCode',
  program: {
    bin: 'opencode',
    package: /^opencode-(ai|linux|darwin)/,
    native: `opencode-${process.platform}-${process.arch}/bin/opencode`,
    versionArgs: ['--version'],
    floor: '1.18.33',
    install: 'npm install -g opencode-ai@1.18.33',
  },
  args: ['acp'],
  gate: 'plugin',
  denyReason: 'native',
  edit: true,
  cost: true,
  gaps: [
    'Does not run in a repo that ships settings for it',
    'Takes 540 MiB and 3 to 8 s to start, per run',
    'Its own search needs ripgrep: where there is no rg on the PATH it downloads one, or fails',
  ],
  canary: true,
  skills: { folder: 'config/opencode/skills' },
  async prepare(home) {
    const config = join(home.folder, 'config', 'opencode');
    const foreign = alsoRead.map((name) => join(config, name));
    const absent = [...(await refuseShipped(home.cwd, shipped)), ...foreign];
    for (const each of foreign) await rm(each, { recursive: true, force: true });
    const own = join(home.person, '.config', 'opencode', 'opencode.json');
    const share = join(home.person, '.local', 'share', 'opencode');
    const credentials = await linkCredentials(share, join(home.folder, 'data', 'opencode'), ['auth.json']);
    const settings = [join(config, 'plugin'), join(config, 'opencode.json')];
    await writeAlone(join(config, 'plugin', 'gate.js'), opencodePlugin(home.gate.folder));
    await writePrivate(join(config, 'opencode.json'), {
      ...(await pickSettings(own, ['provider', 'model', 'small_model', 'disabled_providers', 'enabled_providers'])),
      autoupdate: false,
      share: 'disabled',
      ...modelOf(home),
    });
    return {
      credentials,
      settings,
      absent,
      env: {
        XDG_CONFIG_HOME: join(home.folder, 'config'),
        XDG_DATA_HOME: join(home.folder, 'data'),
        XDG_STATE_HOME: join(home.folder, 'state'),
        // A repo's configuration could bring plugins and rules of its own.
        OPENCODE_DISABLE_PROJECT_CONFIG: '1',
        OPENCODE_DISABLE_AUTOUPDATE: '1',
        // Only skills that we gave it: not the repo's, nor the person's.
        OPENCODE_DISABLE_EXTERNAL_SKILLS: '1',
        OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
        ...(home.model && { OPENCODE_DISABLE_MODELS_FETCH: '1' }),
      },
    };
  },
};

function modelOf({ model }: AgentHome) {
  if (model === undefined) return {};
  const provider = {
    npm: '@ai-sdk/openai-compatible',
    name: 'Loopback',
    options: { baseURL: `${model.url}/v1`, apiKey: 'loopback' },
    models: { loopback: { name: 'Loopback', tool_call: true, limit: { context: 200_000, output: 8000 } } },
  };
  return { provider: { loopback: provider }, model: 'loopback/loopback', small_model: 'loopback/loopback' };
}
