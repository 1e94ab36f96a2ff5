import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sandbox } from './sandbox.ts';

export type HostileBox = ReturnType<typeof sandbox> & {
  /** A shell command that leaves a mark. */
  readonly mark: string;
  config(...args: readonly string[]): void;
};

/** A way in which a repository that somebody sent could have a program run, or have git act elsewhere. */
export type HostileRepo = { readonly name: string; set(box: HostileBox): void };

export function hostileBox(): HostileBox & { readonly marked: () => boolean } {
  const box = sandbox();
  const mark = `touch ${box.at('MARK')}`;
  const config = (...args: readonly string[]) => void box.git('clone', 'config', ...args);
  return { ...box, mark, config, marked: () => box.exists('MARK') };
}

const setting = (
  key: string,
  more: Readonly<Record<string, string>> = {},
  program = (mark: string) => mark,
): HostileRepo => ({
  name: key,
  set({ config, mark }) {
    config(key, program(mark));
    for (const [name, value] of Object.entries(more)) config(name, value);
  },
});

const bang = (mark: string) => `!${mark}`;
const andFail = (mark: string) => `${mark}; false`;

const SETTINGS: readonly HostileRepo[] = [
  setting('core.fsmonitor'),
  setting('core.fsmonitor', { 'core.fsmonitorHookVersion': '2', 'core.untrackedCache': 'true' }, andFail),
  setting('core.pager', { 'pager.status': 'true', 'pager.diff': 'true', 'pager.log': 'true', 'color.ui': 'always' }),
  setting('core.editor'),
  setting('sequence.editor'),
  setting('core.sshCommand'),
  setting('core.gitProxy'),
  setting('core.askPass'),
  setting('core.alternateRefsCommand', { 'core.alternateRefsPrefixes': 'refs/heads/' }),
  setting('diff.external'),
  setting('diff.evil.command'),
  setting('diff.evil.textconv', { 'diff.evil.cachetextconv': 'true' }),
  setting('filter.evil.clean', { 'filter.evil.required': 'true' }),
  setting('filter.evil.smudge', { 'filter.evil.required': 'true' }),
  setting('filter.evil.process', { 'filter.evil.required': 'true' }),
  setting('merge.evil.driver', { 'merge.default': 'evil' }),
  setting('gpg.program', { 'commit.gpgSign': 'true', 'push.gpgSign': 'true', 'log.showSignature': 'true' }),
  setting('gpg.ssh.program', { 'gpg.format': 'ssh', 'commit.gpgSign': 'true', 'user.signingKey': 'key::x' }),
  setting('gpg.ssh.defaultKeyCommand', { 'gpg.format': 'ssh', 'commit.gpgSign': 'true' }),
  setting('credential.helper', {}, bang),
  setting('uploadpack.packObjectsHook'),
  setting('remote.origin.uploadpack'),
  setting('remote.origin.receivepack'),
  setting('remote.origin.vcs', {}, () => 'ext'),
  setting('interactive.diffFilter'),
  setting('trailer.evil.command', { 'trailer.evil.key': 'Evil: ', 'trailer.evil.ifmissing': 'add' }),
  setting('difftool.evil.cmd', { 'diff.tool': 'evil' }),
  setting('mergetool.evil.cmd', { 'merge.tool': 'evil' }),
  setting('tar.evil.command'),
  setting('sendemail.smtpServer'),
  setting('submodule.x.update', { 'submodule.x.url': 'ext::sh', 'submodule.recurse': 'true' }, bang),
  setting('protocol.ext.allow', { 'protocol.allow': 'always' }, () => 'always'),
];

const ALIASES: HostileRepo = {
  name: 'aliases over every verb',
  set({ config, mark }) {
    for (const verb of ['status', 'diff', 'log', 'show', 'fetch', 'push', 'add', 'worktree', 'merge-tree', 'rev-parse'])
      config(`alias.${verb}`, bang(mark));
  },
};

const HOOKS = [
  ...['applypatch-msg', 'commit-msg', 'fsmonitor-watchman', 'post-checkout', 'post-commit', 'post-index-change'],
  ...['post-merge', 'post-rewrite', 'pre-auto-gc', 'pre-commit', 'pre-merge-commit', 'pre-push', 'pre-rebase'],
  ...['prepare-commit-msg', 'push-to-checkout', 'reference-transaction', 'sendemail-validate'],
];

const hooksIn = (name: string, folder: string, more: (box: HostileBox) => void = () => undefined): HostileRepo => ({
  name,
  set(box) {
    for (const hook of HOOKS) box.script(path.join(folder, hook), box.mark);
    more(box);
  },
});

/** A repository with settings and attributes of its own, as files that git does not call one. */
function plant(box: HostileBox, folder: string, settings: string): void {
  box.git('.', 'init', '-q', folder);
  box.write(`${folder}/x.evil`, 'evil\n');
  box.write(`${folder}/.gitattributes`, '*.evil filter=evil diff=evil\n');
  box.git(folder, 'add', '-A');
  box.git(folder, 'commit', '-q', '-m', 'inner');
  box.write(`${folder}/.git/config`, `[core]\n\trepositoryformatversion = 0\n${settings}`);
  box.write(`${folder}/x.evil`, 'evil, changed\n');
}

const evilSettings = (mark: string) =>
  `\tfsmonitor = ${mark}\n\tpager = ${mark}\n[filter "evil"]\n\tclean = ${mark}\n\tsmudge = ${mark}\n\tprocess = ${mark}\n[diff]\n\texternal = ${mark}\n`;

const PLACES: readonly HostileRepo[] = [
  hooksIn('hooks in .git/hooks', 'clone/.git/hooks'),
  hooksIn('hooks by core.hooksPath', 'clone/evil-hooks', ({ config, at }) =>
    config('core.hooksPath', at('clone/evil-hooks')),
  ),
  hooksIn('hooks by a template folder', 'template/hooks', ({ config, at }) =>
    config('init.templateDir', at('template')),
  ),
  {
    name: 'include.path of a file in the working tree',
    set({ write, config, mark, at }) {
      write(
        'clone/.settings',
        `[core]\n\tfsmonitor = ${mark}\n[filter "evil"]\n\tclean = ${mark}\n\tsmudge = ${mark}\n`,
      );
      config('include.path', at('clone/.settings'));
    },
  },
  {
    name: 'includeIf on a branch',
    set({ write, config, mark, at }) {
      write('clone/.settings', `[core]\n\tfsmonitor = ${mark}\n[filter "evil"]\n\tclean = ${mark}\n`);
      config('includeIf.onbranch:**.path', at('clone/.settings'));
    },
  },
  {
    name: 'settings of the worktree',
    set({ config, mark }) {
      config('extensions.worktreeConfig', 'true');
      config('--worktree', 'core.fsmonitor', mark);
      config('--worktree', 'filter.evil.clean', mark);
    },
  },
  {
    name: 'an attributes file elsewhere',
    set({ write, config, mark, at }) {
      write('attributes', '* filter=evil diff=evil merge=evil\n');
      config('core.attributesFile', at('attributes'));
      config('filter.evil.clean', mark);
      config('filter.evil.smudge', mark);
      config('diff.evil.textconv', mark);
    },
  },
  {
    name: 'attributes in .git/info with a driver whose name holds signs',
    set({ write, config, mark }) {
      write('clone/.git/info/attributes', '* filter=e=v.i\n');
      config('filter.e=v.i.clean', mark);
      config('filter.e=v.i.smudge', mark);
    },
  },
  {
    name: 'a nested repository that is not added',
    set: (box) => plant(box, 'clone/nested', evilSettings(box.mark)),
  },
  {
    name: 'a nested repository that is a submodule',
    set(box) {
      plant(box, 'clone/nested', evilSettings(box.mark));
      box.git('clone', 'update-index', '--add', '--cacheinfo', `160000,${box.head('clone')},nested`);
      box.git('clone', 'commit', '-q', '-m', 'gitlink');
      box.git('clone', 'push', '-q', 'origin', 'main');
    },
  },
  {
    name: 'a submodule with an ext:: address and ignore=none',
    set(box) {
      plant(box, 'clone/nested', evilSettings(box.mark));
      box.write(
        'clone/.gitmodules',
        `[submodule "x"]\n\tpath = nested\n\turl = ext::sh -c "${box.mark}"\n\tupdate = !${box.mark}\n\tignore = none\n`,
      );
      box.git('clone', 'add', '.gitmodules');
      box.git('clone', 'update-index', '--add', '--cacheinfo', `160000,${box.head('clone')},nested`);
      box.git('clone', 'commit', '-q', '-m', 'submodule');
      box.git('clone', 'push', '-q', 'origin', 'main');
      for (const key of [
        'submodule.recurse',
        'fetch.recurseSubmodules',
        'status.submoduleSummary',
        'submodule.x.active',
      ])
        box.config(key, 'true');
      box.config('diff.ignoreSubmodules', 'none');
      box.config('push.recurseSubmodules', 'on-demand');
    },
  },
  {
    name: 'a bare repository among the files',
    set(box) {
      for (const folder of ['refs', 'objects']) box.write(`clone/docs/${folder}/.keep`, '');
      box.write('clone/docs/HEAD', 'ref: refs/heads/main\n');
      box.write('clone/docs/config', `[core]\n\tbare = false\n\tworktree = ..\n${evilSettings(box.mark)}`);
      box.git('clone', 'add', '-A');
      box.git('clone', 'commit', '-q', '-m', 'bare');
      box.git('clone', 'push', '-q', 'origin', 'main');
    },
  },
  {
    name: 'branches and tags that look like options',
    set({ clone, root, first, git, mark }) {
      const names = ['-x', '--upload-pack=touch', `--output=${path.basename(root)}`, '--exec=MARK', '--help', '-'];
      for (const name of names)
        for (const kind of ['heads', 'tags', 'remotes/origin']) {
          mkdirSync(path.join(clone, '.git/refs', kind), { recursive: true });
          writeFileSync(path.join(clone, '.git/refs', kind, name), `${first}\n`);
        }
      writeFileSync(
        path.join(root, 'remote.git/refs/heads', `--upload-pack=${mark.replace(/\W+/g, '-')}`),
        `${first}\n`,
      );
      git('clone', 'for-each-ref');
    },
  },
  {
    name: 'files that look like options, and magic',
    set(box) {
      const names = [
        '--output=MARK',
        '-',
        '--',
        ':(exclude)*',
        ':!x',
        '*',
        '--ext-diff',
        '\n.txt',
        '\x1b[31m.txt',
        '@{u}',
      ];
      for (const name of names) writeFileSync(path.join(box.clone, name), 'odd\n');
      box.git('clone', 'add', '-A');
      box.git('clone', 'commit', '-q', '-m', 'odd');
      box.git('clone', 'push', '-q', 'origin', 'main');
    },
  },
  {
    // Its hooks do run: a remote on this machine is a server, and what it runs is its owner's.
    name: 'a remote with programs of its own',
    set({ git, mark }) {
      git('remote.git', 'config', 'uploadpack.packObjectsHook', mark);
      git('remote.git', 'config', 'core.fsmonitor', mark);
    },
  },
  {
    name: 'a partial clone whose missing objects come from a program',
    set({ config, mark }) {
      config('extensions.partialClone', 'evil');
      config('core.repositoryFormatVersion', '1');
      config('remote.evil.url', `ext::${mark}`);
      config('remote.evil.promisor', 'true');
      config('remote.evil.uploadpack', mark);
    },
  },
  {
    name: 'programs named like git commands in the working tree',
    set({ script, git, mark }) {
      for (const name of ['git', 'git-status', 'git-upload-pack', 'ssh', 'git-remote-ext', 'less'])
        script(`clone/${name}`, mark);
      git('clone', 'add', '-A');
      git('clone', 'commit', '-q', '-m', 'programs');
      git('clone', 'push', '-q', 'origin', 'main');
      chmodSync(path.join('/', git('clone', 'rev-parse', '--show-toplevel'), 'git'), 0o755);
    },
  },
];

export const hostileRepos: readonly HostileRepo[] = [...SETTINGS, ALIASES, ...PLACES];
