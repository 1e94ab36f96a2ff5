/** A git setting as `key`, `value`. The last one of a key wins; lists grow, and an empty value empties them. */
export type Setting = readonly [key: string, value: string];

/**
 * Settings of every call. They stand after all files, so no repository can undo them.
 * First what could start a program of the repository's choice (docs: git-config; each is tried in git.test.ts),
 * then what would change the form of what we parse.
 */
export const FIXED_SETTINGS: readonly Setting[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.pager', 'cat'],
  ['core.editor', 'true'],
  ['core.alternateRefsCommand', 'true'],
  ['diff.external', ''],
  ['protocol.ext.allow', 'never'],
  ['safe.bareRepository', 'explicit'],
  ['credential.helper', ''],
  ['core.sshCommand', 'ssh'],
  ['log.showSignature', 'false'],
  ['push.gpgSign', 'false'],
  ['commit.gpgSign', 'false'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],

  ['color.ui', 'false'],
  ['core.quotePath', 'false'],
  ['core.safecrlf', 'false'],
  ['diff.noprefix', 'false'],
  ['diff.mnemonicPrefix', 'false'],
  ['diff.relative', 'false'],
  ['diff.orderFile', '/dev/null'],
  ['diff.suppressBlankEmpty', 'false'],
  ['i18n.logOutputEncoding', 'UTF-8'],
  ['merge.renames', 'true'],
  ['merge.renormalize', 'false'],
  ['merge.directoryRenames', 'conflict'],
  ['push.followTags', 'false'],
  ['worktree.guessRemote', 'false'],
];

/** One setting as git reports it; `local` and `worktree` ones belong to the repository. */
export type ScopedSetting = { readonly scope: string; readonly key: string; readonly value: string };

/** Parses `git config --list --show-scope --null`. */
export function parseSettings(output: string): readonly ScopedSetting[] {
  const fields = output.split('\0');
  const settings: ScopedSetting[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const entry = fields[at + 1] ?? '';
    const end = entry.indexOf('\n');
    const [key, value] = end === -1 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
    settings.push({ scope: fields[at] ?? '', key, value });
  }
  return settings;
}

export function belongsToRepository(setting: ScopedSetting): boolean {
  return setting.scope === 'local' || setting.scope === 'worktree';
}

/** What takes back programs that the repository's own settings name under names of its choice. */
export function neutralise(settings: readonly ScopedSetting[]): readonly Setting[] {
  return settings.filter(belongsToRepository).flatMap(({ key }) => {
    const [, section, name = '', variable = ''] = /^(filter|merge|remote)\.(.+)\.([^.]+)$/.exec(key) ?? [];
    return section === undefined ? [] : replacement(section, name, variable);
  });
}

/** A merge driver cannot be unset, and an empty one would take "ours" without a word. */
const TEXT_MERGE = 'git merge-file --quiet --marker-size=%L %A %O %B';

function replacement(section: string, name: string, variable: string): readonly Setting[] {
  const key = `${section}.${name}.${variable}`;
  const is = (...known: readonly string[]) => known.includes(`${section}.${variable}`);
  if (is('filter.clean', 'filter.smudge', 'filter.process'))
    return [
      [key, ''],
      [`filter.${name}.required`, 'false'],
    ];
  if (is('merge.driver')) return [[key, TEXT_MERGE]];
  if (is('remote.uploadpack')) return [[key, 'git-upload-pack']];
  if (is('remote.receivepack')) return [[key, 'git-receive-pack']];
  if (is('remote.mirror')) return [[key, 'false']];
  return [];
}

/** The person's own way to the remote: credential helpers and ssh, from their settings, never the repository's. */
export function personalAccess(settings: readonly ScopedSetting[]): readonly Setting[] {
  const own = settings.filter((setting) => !belongsToRepository(setting));
  const access = own.filter(({ key }) => /^(core\.sshcommand|credential\.(.+\.)?helper)$/.test(key));
  const ssh = process.env['GIT_SSH_COMMAND'];
  return [
    ...access.map(({ key, value }): Setting => [key, value]),
    ...(ssh ? [['core.sshCommand', ssh] as const] : []),
  ];
}
