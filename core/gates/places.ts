import type { GateContext } from './context.ts';
import { isWithin } from './paths.ts';

/** What a path belongs to. Own roots are the worktrees and the scratch; everything else is somebody else's. */
export type Place =
  | 'own-root'
  | 'own-git'
  | 'own'
  | 'scratch'
  | 'shared-temp'
  | 'other-run'
  | 'primary-clone'
  | 'app-state'
  | 'persistence'
  | 'system'
  | 'device'
  | 'outside';

const tempRoots = ['/tmp', '/var/tmp', '/private/tmp'];
const harmlessDevices = /^\/dev\/(null|zero|full|tty|std(in|out|err)|fd(\/\d+)?|u?random|ptmx|pts\/\d+|shm\/.+)$/;
const systemRoots =
  /^\/(etc|usr|boot|s?bin|lib\w*|opt|sys|proc|root|srv|snap|var\/(spool|lib|log|run|www|cache|backups)|run|System|Library|Applications|private\/(etc|var)|nix)(\/|$)/;
const persistent =
  /^(\.(bash|zsh|z|k|c|tc)?(rc|env|profile|login|logout|aliases|_profile|_login|_logout|_aliases)|\.(bashrc|zshrc|zshenv|zprofile|zlogin|profile|inputrc|xprofile|xinitrc|xsession(rc)?|pam_environment|gitconfig|gitattributes_global|npmrc|yarnrc(\.yml)?|pypirc|netrc|vimrc|tmux\.conf|editorconfig_global)|\.(ssh|gnupg|aws|kube|azure|docker|password-store|oh-my-zsh)(\/.*)?|\.config\/(git|fish|autostart|systemd|environment\.d|gh|gcloud|pip|containers|nvim|zsh)(\/.*)?|\.local\/(bin|share\/(systemd|applications|autostart))(\/.*)?|\.(cargo\/(config(\.toml)?|env)|gradle\/init\.gradle|m2\/settings\.xml)|bin(\/.*)?|library\/(launchagents|preferences|application support)(\/.*)?)$/;

/** Paths are absolute, normalised and resolved. */
export function placeOf(path: string, context: GateContext): Place {
  for (const { path: root } of context.worktrees) {
    if (path === root) return 'own-root';
    if (isWithin(path, `${root}/.git`)) return 'own-git';
    if (isWithin(path, root)) return 'own';
  }
  if (isWithin(path, context.scratch)) return 'scratch';
  if (context.primaryClones.some((clone) => isWithin(path, clone))) return 'primary-clone';
  if (isWithin(path, context.workspaces) && !isWithin(path, context.workspace)) {
    return path === context.workspaces ? 'outside' : 'other-run';
  }
  // The app's folder may hold the workspaces: what is somebody's more closely was answered above.
  return isWithin(path, context.appState) ? 'app-state' : placeOutside(path, context);
}

function placeOutside(path: string, { home }: GateContext): Place {
  for (const root of tempRoots) {
    if (path === root) return 'shared-temp';
    if (isWithin(path, root)) return 'scratch';
  }
  if (path.startsWith('/dev/') || path === '/dev') return harmlessDevices.test(path) ? 'scratch' : 'device';
  if (isWithin(path, home)) {
    return persistent.test(path.slice(home.length + 1).toLowerCase()) ? 'persistence' : 'outside';
  }
  return systemRoots.test(path) ? 'system' : 'outside';
}

export function isOwn(place: Place): boolean {
  return place === 'own' || place === 'scratch' || place === 'own-root';
}

/** Would acting on all of `path` take an own root, the home or the whole disk with it? */
export function holdsRoot(path: string, context: GateContext): boolean {
  return path === '/' || isWithin(context.home, path) || context.worktrees.some((own) => isWithin(own.path, path));
}

/** Files that decide how an agent is gated, or what the project demands of it. */
export type Guard = 'hooks' | 'agent-config' | 'constraint';

const agentConfigInProject =
  /\/(\.claude\/(settings[^/]*\.json|hooks(\/.*)?)|\.cursor\/(hooks\.json|mcp\.json|cli\.json)|\.codex\/(config\.toml|hooks.*|rules.*)|\.(gemini|qwen)\/settings\.json|\.opencode\/(plugins?\/.*|opencode\.jsonc?)|opencode\.jsonc?|\.pi\/(extensions\/.*|settings\.json)|\.copilot\/hooks\/.*|\.github\/hooks\/.*)$/;
const agentConfigAtHome =
  /^\.(claude|codex|gemini|cursor|opencode|qwen|copilot|pi\/agent|factory|teatree)|^\.config\/(opencode|claude|teatree)(\/|$)/;
const managed = /^\/(etc\/(claude-code|codex|gemini)|library\/application support\/claudecode)(\/|$)/;
const constraints =
  /\/(\.pre-commit-config\.ya?ml|prek\.toml|\.?lefthook(-local)?\.ya?ml|\.husky(\/.*)?|\.gitleaks(ignore|\.toml)|\.secrets\.baseline|\.secretlintrc[^/]*|\.trivyignore|\.semgrepignore|\.eslintrc[^/]*|\.eslintignore|eslint\.config\.[^/]+|biome\.jsonc?|\.golangci\.ya?ml|\.github\/(workflows|actions)(\/.*)?|\.github\/codeowners|codeowners|\.gitlab-ci\.yml|\.circleci(\/.*)?|jenkinsfile|\.gitattributes|\.mcp\.json|\.vscode\/(tasks|settings|launch)\.json|\.envrc|\.teatree\.yaml|\.teatree(\/.*)?|commitlint\.config\.[^/]+|\.?ruff\.toml|\.?mypy\.ini|\.flake8|\.?pylintrc|\.rubocop[^/]*\.yml|\.stylelintrc[^/]*|stylelint\.config\.[^/]+|\.markdownlint[^/]*|\.hadolint\.ya?ml|\.shellcheckrc|\.swiftlint\.yml|\.clang-tidy|clippy\.toml|\.oxlintrc\.json|\.snyk|\.semgrep(\.yml|\/.*)|\.trufflehog[^/]*|pyrightconfig\.json|\.dependency-cruiser\.[^/]+|knip\.(json|jsonc|ts)|codecov\.ya?ml|azure-pipelines\.yml|\.travis\.yml|bitbucket-pipelines\.yml|\.drone\.yml|\.buildkite(\/.*)?|\.github\/dependabot\.ya?ml|renovate\.json5?)$/;

/** With `whole`, a directory counts for everything in it: deleting `.git` takes the hooks along. */
export function guardOf(path: string, context: GateContext, whole = false): Guard | undefined {
  const lower = path.toLowerCase();
  if (/\/\.git\/hooks(\/|$)/.test(lower) || /\/\.git\/modules\/.+\/hooks(\/|$)/.test(lower)) return 'hooks';
  if (placeOf(path, context) === 'app-state' || managed.test(lower) || agentConfigInProject.test(lower))
    return 'agent-config';
  if (isWithin(path, context.home)) {
    const inHome = lower.slice(context.home.length + 1);
    if (agentConfigAtHome.test(inHome) && !isWithin(path, context.workspaces)) return 'agent-config';
  }
  if (whole && /\/\.(claude|cursor|codex|gemini)$/.test(lower)) return 'agent-config';
  return constraints.test(lower) ? 'constraint' : undefined;
}
