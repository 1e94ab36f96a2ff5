/** Whose account the program uses, when it is not the login in the person's own folder. From the app's environment. */
export type Account = {
  /** The variable that names the file descriptor, and what is read from it. The secret is in no environment. */
  readonly secret?: { readonly variable: string; readonly text: string } | undefined;
  readonly baseUrl?: string | undefined;
  /** The person's own folder of Claude Code; empty: the usual one in their home. */
  readonly loginFolder: string;
};

/**
 * A key in the environment of Claude Code is in the environment of each command that it runs, and its own way against that
 * (CLAUDE_CODE_SUBPROCESS_ENV_SCRUB) puts empty files into the home and the project. So a key goes through a pipe. A login
 * is neither copied nor linked: the program reads and renews it where the person's own sessions do.
 */
export function accountFrom(env: Readonly<Record<string, string | undefined>>): Account {
  return {
    secret: secretFrom(env),
    baseUrl: env.ANTHROPIC_BASE_URL || undefined,
    loginFolder: env.CLAUDE_CONFIG_DIR ?? '',
  };
}

function secretFrom(env: Readonly<Record<string, string | undefined>>): Account['secret'] {
  if (env.ANTHROPIC_API_KEY) return { variable: 'CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR', text: env.ANTHROPIC_API_KEY };
  const token = env.CLAUDE_CODE_OAUTH_TOKEN;
  return token ? { variable: 'CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR', text: token } : undefined;
}
