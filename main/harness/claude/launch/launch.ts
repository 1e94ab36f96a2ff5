import { homedir } from 'node:os';
import { join } from 'node:path';
import { opened } from '../../../process/containment/containment.ts';
import type { Containment, Mount } from '../../../process/containment/containment.ts';
import type { StartOptions, ToolServer } from '../../harness.ts';
import type { Account } from './account.ts';
import type { OwnFolder } from './own-folder.ts';

/** How one process of Claude Code is started. */
export type Launch = {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly secret: string | undefined;
  readonly containment: Containment | undefined;
  readonly marker: string;
};

export type SessionFlag = readonly ['--session-id' | '--resume', string];

export type LaunchParts = {
  readonly program: string;
  readonly start: StartOptions;
  readonly account: Account;
  readonly folder: OwnFolder;
};

/** Tools that would act outside the run: later, in another worktree, in another session, or past its end. */
const NOT_OURS = ['EnterWorktree', 'ExitWorktree', 'ScheduleWakeup', 'ListAgents', 'Monitor', 'Workflow', 'CronCreate'];

/**
 * No `--bare`, ever: it switches the gate off. Only settings in our own folder count, so a repository can ship what it
 * likes; it has no servers, and every permission is asked for over this very pipe.
 */
export function launchOf(parts: LaunchParts, session: SessionFlag): Launch {
  const { program, start, account } = parts;
  const { model } = start.config;
  return {
    program,
    args: [
      ...['-p', '--output-format', 'stream-json', '--input-format', 'stream-json', '--verbose'],
      ...['--include-partial-messages', '--replay-user-messages'],
      ...['--setting-sources', 'user', '--strict-mcp-config', '--permission-prompt-tool', 'stdio'],
      ...['--disallowed-tools', NOT_OURS.join(',')],
      ...(start.tools ? onlyTools(start.tools) : []),
      ...(model ? ['--model', model] : []),
      ...session,
    ],
    env: environmentOf(parts),
    secret: account.secret?.text,
    containment: opened(start.containment, mountsOf(parts)),
    marker: start.run,
  };
}

/** Of its own tools only the one with which the canary is tried. */
function onlyTools({ name, command, args, env }: ToolServer): readonly string[] {
  const config = { mcpServers: { [name]: { type: 'stdio', command, args, env } } };
  return ['--tools', 'Bash', '--mcp-config', JSON.stringify(config)];
}

/** The same program in the same place with the same flags, but another model, no account, and another mark. */
export function canaryLaunchOf(parts: LaunchParts, { session, url }: { session: SessionFlag; url: string }): Launch {
  const { folder, start } = parts;
  const launch = launchOf({ ...parts, account: { loginFolder: folder.path, baseUrl: url } }, session);
  const direct = { NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
  return {
    ...launch,
    env: { ...launch.env, ...direct, ANTHROPIC_API_KEY: 'canary' },
    marker: `${start.run}.canary`,
  };
}

/** What the run may see, without any variable that steers Claude Code, and then ours. */
function environmentOf({ start, account, folder }: LaunchParts): Readonly<Record<string, string>> {
  const own = Object.entries(start.env).filter(([name]) => !/^(claude|anthropic|disable_)/i.test(name));
  const { secret, baseUrl } = account;
  return {
    ...Object.fromEntries(own),
    ...placeOf(folder.path, account),
    ...(start.env.TMPDIR !== undefined && { CLAUDE_CODE_TMPDIR: start.env.TMPDIR }),
    ...(baseUrl !== undefined && { ANTHROPIC_BASE_URL: baseUrl }),
    ...(secret && { [secret.variable]: '3' }),
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    // A turn is over when its work is: nothing goes on behind it, unseen.
    CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: '1',
    CLAUDE_CODE_DISABLE_CRON: '1',
    CLAUDE_CODE_DISABLE_WORKFLOWS: '1',
    CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
    // The agent's list of steps, for the board.
    CLAUDE_CODE_ENABLE_TODO_TOOLS: '1',
  };
}

/** Settings and sessions in our folder, the login in the person's. */
export function placeOf(folder: string, { loginFolder }: Account): Readonly<Record<string, string>> {
  return { CLAUDE_CONFIG_DIR: folder, CLAUDE_SECURESTORAGE_CONFIG_DIR: loginFolder };
}

/** What steers the person's own sessions; a run must not write it. */
const PERSONS_OWN = [
  'settings.json',
  'settings.local.json',
  'CLAUDE.md',
  'agents',
  'commands',
  'hooks',
  'plugins',
  'skills',
];

/** Settings stay as they are. A login is renewed in its place, or the person would be logged out by the run's renewal. */
function mountsOf({ account, folder, start }: LaunchParts): readonly Mount[] {
  const settings = [join(folder.path, 'settings.json'), join(folder.path, 'skills')].map((at): Mount => ({
    access: 'read',
    at,
  }));
  if (account.secret || account.loginFolder === folder.path) return settings;
  const login = account.loginFolder || join(start.env.HOME ?? homedir(), '.claude');
  const kept = PERSONS_OWN.map((name): Mount => ({ access: 'read', at: join(login, name) }));
  return [...settings, { access: 'write', at: login }, ...kept];
}
