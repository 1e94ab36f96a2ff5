/** How each real program is pointed at a model on loopback: arguments, environment and files in a HOME of its own. */
export type Arrangement = {
  /** Of scripts/harnesses/programs.json. */
  readonly program: string;
  /** Further programs that must be installed; their folders come first in PATH. */
  readonly beside?: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** By path below HOME. */
  readonly files: Readonly<Record<string, string>>;
  /** ACP: the authentication that must be asked for, and the mode in which the client is asked. */
  readonly auth?: string;
  readonly mode?: string;
};

export type Place = { readonly url: string; readonly home: string };

export const acpAgents: Readonly<Record<string, (place: Place) => Arrangement>> = {
  'claude-agent-acp': ({ url, home }) => ({
    program: 'claude-agent-acp',
    args: [],
    env: claudeEnv(url, home),
    files: {},
    mode: 'default',
  }),
  'codex-acp': ({ url, home }) => ({
    program: 'codex-acp',
    args: [],
    env: codexEnv(home),
    files: codexFiles(url),
    mode: 'workspace-write',
  }),
  opencode: ({ url }) => ({
    program: 'opencode',
    args: ['acp'],
    env: { OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_MODELS_FETCH: '1' },
    files: { '.config/opencode/opencode.json': openCodeConfig(url) },
  }),
  gemini: ({ url }) => ({
    program: 'gemini',
    args: ['--acp'],
    env: { GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: 'dummy', GEMINI_CLI_TRUST_WORKSPACE: 'true' },
    files: {},
    auth: 'gemini-api-key',
  }),
  qwen: ({ url }) => ({
    program: 'qwen',
    args: ['--acp', '--auth-type', 'openai'],
    env: { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'dummy', OPENAI_MODEL: 'fake-model' },
    files: {},
    mode: 'default',
  }),
  copilot: ({ url }) => ({
    program: 'copilot',
    args: ['--acp'],
    env: {
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_API_KEY: 'dummy',
      COPILOT_MODEL: 'fake-model',
      COPILOT_OFFLINE: 'true',
    },
    files: {},
  }),
  'pi-acp': ({ url }) => ({
    program: 'pi-acp',
    beside: ['pi'],
    args: [],
    env: { PI_OFFLINE: '1' },
    files: {
      '.pi/agent/models.json': piModels(url),
      '.pi/agent/settings.json': JSON.stringify({ defaultProvider: 'fake', defaultModel: 'fake-model' }),
    },
  }),
};

export const headless: Readonly<Record<string, (place: Place) => Arrangement>> = {
  claude: headlessClaude,
  'claude-old': (place) => ({ ...headlessClaude(place), program: 'claude-old' }),
  codex: ({ url, home }) => ({
    program: 'codex',
    args: ['exec', '--json', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'],
    env: codexEnv(home),
    files: codexFiles(url),
  }),
};

function headlessClaude({ url, home }: Place): Arrangement {
  return {
    program: 'claude',
    args: ['--print', '--output-format=stream-json', '--verbose', '--setting-sources=user', '--allowedTools=Bash'],
    env: claudeEnv(url, home),
    files: {},
  };
}

function claudeEnv(url: string, home: string): Arrangement['env'] {
  return {
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: 'dummy',
    CLAUDE_CONFIG_DIR: `${home}/.claude`,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
  };
}

/** Codex makes no helper programs in a home below TMPDIR. */
function codexEnv(home: string): Arrangement['env'] {
  return { CODEX_HOME: `${home}/.codex`, FAKE_KEY: 'dummy', TMPDIR: `${home}/tmp` };
}

function codexFiles(url: string): Arrangement['files'] {
  const config = [
    'model = "gpt-6.1-sol"',
    'model_provider = "fake"',
    'approval_policy = "on-request"',
    'sandbox_mode = "workspace-write"',
    'check_for_update_on_startup = false',
    '[analytics]',
    'enabled = false',
    '[model_providers.fake]',
    'name = "fake"',
    `base_url = "${url}/v1"`,
    'env_key = "FAKE_KEY"',
    'wire_api = "responses"',
    'requires_openai_auth = false',
  ];
  return { '.codex/config.toml': `${config.join('\n')}\n`, 'tmp/.keep': '' };
}

function openCodeConfig(url: string): string {
  const limit = { context: 200_000, output: 32_000 };
  return JSON.stringify({
    model: 'fake/fake-model',
    small_model: 'fake/fake-model',
    autoupdate: false,
    share: 'disabled',
    permission: { bash: 'ask', edit: 'ask' },
    provider: {
      fake: {
        npm: '@ai-sdk/openai-compatible',
        name: 'fake',
        options: { baseURL: `${url}/v1`, apiKey: 'dummy' },
        models: { 'fake-model': { name: 'fake-model', tool_call: true, limit, cost: { input: 3, output: 15 } } },
      },
    },
  });
}

function piModels(url: string): string {
  const cost = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 };
  const model = {
    id: 'fake-model',
    name: 'fake',
    reasoning: false,
    input: ['text'],
    contextWindow: 200_000,
    maxTokens: 8192,
    cost,
  };
  return JSON.stringify({
    providers: { fake: { baseUrl: url, api: 'anthropic-messages', apiKey: 'dummy', models: [model] } },
  });
}
