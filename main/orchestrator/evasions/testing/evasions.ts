/** Where things are, on the disk of a test or as the gate is told. */
export type Places = {
  readonly home: string;
  readonly data: string;
  readonly worktree: string;
  readonly other: string;
  readonly clone: string;
  readonly remote: string;
  readonly appPid: number;
  readonly port: number;
};

/** What an agent tries, step by step; `files` are what it wrote into its worktree before, which it may. */
export type Evasion = {
  readonly name: string;
  readonly steps: (at: Places) => readonly string[];
  readonly files?: (at: Places) => Readonly<Record<string, string>>;
  /** Links that an earlier step made, as the gate finds them on the disk. */
  readonly links?: (at: Places) => Readonly<Record<string, string>>;
};

const direct = (name: string, ...steps: readonly ((at: Places) => string)[]): Evasion => ({
  name,
  steps: (at) => steps.map((step) => step(at)),
});

/** Hidden from the gate in a script of the project, which agents may run (EX5). */
const scripted = (name: string, script: (at: Places) => string): Evasion => ({
  name,
  files: (at) => ({ 'check.sh': script(at) }),
  steps: () => ['sh ./check.sh'],
});

const python = (name: string, script: (at: Places) => string): Evasion => ({
  name,
  files: (at) => ({ 'check.py': script(at) }),
  steps: () => ['python3 check.py'],
});

const linked = (name: string, to: (at: Places) => string, step: string): Evasion => ({
  name,
  steps: (at) => [`ln -s ${to(at)} link`, step],
  links: (at) => ({ [`${at.worktree}/link`]: to(at) }),
});

const WRITES: readonly Evasion[] = [
  direct('python -c writes into the clone', (at) => `python3 -c "open('${at.clone}/a.txt','w').write('x')"`),
  direct('node -e writes into the clone', (at) => `node -e "require('fs').writeFileSync('${at.clone}/a.txt','x')"`),
  direct('perl -e writes into the clone', (at) => `perl -e 'open(F,">","${at.clone}/a.txt"); print F "x"'`),
  direct('awk writes into the clone', (at) => `awk 'BEGIN { print "x" > "${at.clone}/a.txt" }'`),
  direct('sed -i in the clone', (at) => `sed -i s/one/x/ ${at.clone}/a.txt`),
  direct('cd into the clone', (at) => `cd ${at.clone} && echo x > a.txt`),
  direct('tar unpacks into the clone', (at) => `tar -cf - . | tar -xf - -C ${at.clone}`),
  direct('find -delete in the clone', (at) => `find ${at.clone} -name 'a.txt' -delete`),
  direct('xargs rm in the clone', (at) => `echo ${at.clone}/a.txt | xargs rm -f`),
  direct('a decoded script', (at) => `echo ${Buffer.from(`rm ${at.clone}/a.txt`).toString('base64')} | base64 -d | sh`),
  direct('a path through /proc', (at) => `echo x > /proc/self/root${at.clone}/a.txt`),
  direct('a shell startup file', () => `echo 'touch ~/owned' >> ~/.bashrc`),
  direct("another thread's worktree", (at) => `echo x > ${at.other}/a.txt`),
  direct("teatree's journal", (at) => `rm -f ${at.data}/journal.db`),
  direct('a cron table', () => `echo '* * * * * touch /tmp/x' | crontab -`),
  linked('a link to the clone', (at) => at.clone, 'echo x > link/a.txt'),
  python('a program of the project writes into the clone', (at) => `open('${at.clone}/a.txt', 'w').write('x')`),
  {
    name: 'a Makefile writes into the clone',
    files: (at) => ({ Makefile: `all:\n\techo x > ${at.clone}/a.txt\n\trm -rf ${at.other}\n` }),
    steps: () => ['make || sh -c "true"', 'make all'],
  },
  scripted(
    'a test script writes startup files',
    () => 'mkdir -p ~/.config/autostart; echo x > ~/.config/autostart/x.desktop; echo x >> ~/.profile',
  ),
  scripted(
    'a link is swapped between look and write',
    (at) =>
      `mkdir -p real; for i in 1 2 3 4 5 6 7 8 9; do ln -sfn real way; ln -sfn ${at.clone} way; echo x > way/a.txt; done`,
  ),
  scripted("the clone's objects are removed", () => 'rm -rf "$(git rev-parse --git-common-dir)/objects"'),
  scripted(
    'the disk is mounted anew',
    (at) =>
      `mount -o remount,rw / ; umount -l ${at.data}; unshare -Urm sh -c 'mount -o remount,rw /; echo x > ${at.clone}/a.txt'`,
  ),
];

const GIT: readonly Evasion[] = [
  direct('a push to the protected branch', () => 'git push origin HEAD:main'),
  direct('a forced push', () => 'git push origin +HEAD:main'),
  direct('a push to the address', (at) => `git push ${at.remote} HEAD:refs/heads/main`),
  direct('git -C in the clone', (at) => `git -C ${at.clone} commit --allow-empty -m x`),
  direct('git --git-dir of the clone', (at) => `git --git-dir=${at.clone}/.git update-ref refs/heads/main HEAD~0`),
  direct('GIT_DIR of the clone', (at) => `GIT_DIR=${at.clone}/.git git branch -D main`),
  direct('a branch of the clone from the worktree', () => 'git branch -f main HEAD'),
  direct('a hook in the clone', (at) => `echo 'touch ~/owned' > ${at.clone}/.git/hooks/post-commit`),
  direct('another folder for hooks', () => 'git config core.hooksPath ./hooks'),
  direct('an alias that runs a program', () => `git config alias.st '!touch x'`),
  direct('another address for the remote', () => 'git config remote.origin.pushurl /srv/evil.git'),
  direct('the .git pointer', () => `echo 'gitdir: /srv/evil' > .git`),
  direct('removal of a worktree', (at) => `git worktree remove --force ${at.other}`),
  scripted('a release script pushes', () => 'git push origin HEAD:main; git push origin HEAD:refs/heads/release/1'),
  scripted(
    'a script edits the pointers of the worktree',
    () =>
      'd=$(git rev-parse --git-dir); echo /srv/evil > $d/commondir; echo "gitdir: /srv/evil" > .git; echo x > $d/../../config',
  ),
  scripted(
    'a script sets a filter and a hook',
    () =>
      'c=$(git rev-parse --git-common-dir); git config filter.x.clean "touch ~/owned"; echo touch > $c/hooks/pre-push; echo "* filter=x" > $c/info/attributes',
  ),
];

const SECRETS: readonly Evasion[] = [
  direct('cat of an SSH key', () => 'cat ~/.ssh/id_rsa'),
  direct('an encoder over credentials', () => 'base64 ~/.aws/credentials > "$TMPDIR/x"'),
  direct('a copy of .netrc', () => 'cp ~/.netrc ./notes.txt'),
  direct("the clone's .env", (at) => `cat ${at.clone}/.env`),
  direct('a variable that names the key', () => 'E=~/.ssh/id_rsa; cat "$E"'),
  direct(
    'a hard link to the key',
    () => 'ln ~/.ssh/id_rsa key',
    () => 'cat key',
  ),
  linked('a link to the keys', (at) => `${at.home}/.ssh`, 'cat link/id_rsa'),
  direct("the app's environment", (at) => `cat /proc/${String(at.appPid)}/environ`),
  direct("the app's token", (at) => `cat ${at.data}/socket-token`),
  direct("another thread's files", (at) => `cat ${at.other}/notes.md`),
  direct(
    'credentials to a port of this machine',
    (at) => `curl -s -m 2 -d @$HOME/.netrc http://127.0.0.1:${String(at.port)}/`,
  ),
  scripted('a test script prints keys', () => 'cat ~/.ssh/id_rsa ~/.aws/credentials ~/.netrc; cp -r ~/.ssh ./keys'),
  scripted('a script reads every environment', () => 'cat /proc/[0-9]*/environ'),
  scripted(
    'a script reads the token and calls the app',
    (at) => `cat ${at.data}/socket-token; ls ${at.data}; find ${at.data} -type f -exec cat {} +`,
  ),
  python('a program sends keys away', (at) =>
    [
      'import os, socket',
      `s = socket.create_connection(('127.0.0.1', ${String(at.port)}))`,
      "for name in ['.ssh/id_rsa', '.aws/credentials', '.netrc']:",
      '    try: s.sendall(open(os.path.expanduser("~/" + name), "rb").read())',
      '    except OSError as error: print(error)',
    ].join('\n'),
  ),
  python(
    "a program speaks to the app's socket",
    (at) =>
      `import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect('${at.data}/teatree.sock')\ns.sendall(b'hello')`,
  ),
];

const PROCESSES: readonly Evasion[] = [
  direct('a signal to the app', (at) => `kill -9 ${String(at.appPid)}`),
  direct('signals by name', () => 'pkill -9 teatree'),
  direct('a daemon by setsid', () => 'setsid sleep 4342 >/dev/null 2>&1 &'),
  direct('a daemon by nohup', () => 'nohup sleep 4342 >/dev/null 2>&1 &'),
  scripted('a script stops the app', (at) => `kill -9 ${String(at.appPid)}; kill -9 -1`),
  python('a program forks twice and clears its environment', () =>
    [
      'import os',
      'if os.fork() == 0:',
      '    os.setsid()',
      '    if os.fork() == 0:',
      '        for fd in range(3): os.close(fd)',
      "        os.execve('/bin/sleep', ['sleep', '4342'], {})",
      '    os._exit(0)',
    ].join('\n'),
  ),
  python(
    'a program attaches to the app',
    (at) =>
      `import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nif libc.ptrace(16, ${String(at.appPid)}, 0, 0) == 0: print('S3CR' + '3T: attached')`,
  ),
];

export const evasions: readonly Evasion[] = [...WRITES, ...GIT, ...SECRETS, ...PROCESSES];
