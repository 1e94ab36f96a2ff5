import { cleanEnvironment, type Environment } from '../../process/environment.ts';
import type { Setting } from './settings.ts';

/** Never a question on a terminal or in a window, never an editor, output in English, and no lock for mere reading. */
const QUIET: Environment = {
  ...{ GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS_REQUIRE: 'never', GCM_INTERACTIVE: 'never' },
  ...{ GIT_OPTIONAL_LOCKS: '0', GIT_EDITOR: 'true', GIT_PAGER: 'cat', LANG: 'C', LC_ALL: 'C', LANGUAGE: '' },
  ...{ GIT_ALLOW_PROTOCOL: 'file:http:https:ssh', GIT_PROXY_COMMAND: '' },
};

/** The environment of a call that stays on this machine. Paths are taken literally: no globs, no pathspec magic. */
export function localEnvironment(settings: readonly Setting[]): Environment {
  return cleanEnvironment({ ...QUIET, GIT_LITERAL_PATHSPECS: '1', ...asVariables(settings) });
}

/**
 * The environment of a call that talks to a remote: it has the person's agent, tokens and keyring, because their
 * credential helper may need any of them. Git's own variables are unset except those that name certificates.
 */
export function networkEnvironment(settings: readonly Setting[]): Environment {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    const foreign = name.startsWith('GIT_') && !name.startsWith('GIT_SSL_CA');
    if (value !== undefined && !foreign && name !== 'SSH_ASKPASS' && name !== 'TEATREE_RUN') own[name] = value;
  }
  return { ...own, ...QUIET, ...asVariables(settings) };
}

/** Unlike `-c key=value`, a key may hold `=` here and the list may be long. Git hands both on to its own children. */
function asVariables(settings: readonly Setting[]): Environment {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) };
  for (const [at, [key, value]] of settings.entries()) {
    variables[`GIT_CONFIG_KEY_${at}`] = key;
    variables[`GIT_CONFIG_VALUE_${at}`] = value;
  }
  return variables;
}
