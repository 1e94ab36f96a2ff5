import { child, fork, type Frame, type Invocation } from '../session.ts';

/**
 * Programs whose words are data: patterns, names, packages, messages, or commands for another machine or container.
 * Any other program may start what it is given, so the rest of its line is judged as a command as well.
 */
const familiar = setOf(
  'echo printf cat tac nl grep egrep fgrep zgrep rg ag ack ugrep sed awk gawk mawk jq yq cut tr sort uniq head tail less ' +
    'more most wc diff cmp comm paste column fold fmt man info which type whereis command whatis apropos help tldr ls ll ' +
    'dir vdir tree exa eza stat file du df test [ [[ true false : read export set unset hash compgen complete alias ' +
    'git hub gh glab svn hg jj npm pnpm yarn pip pip3 pipx uv poetry pdm cargo go rustup rustc gem bundle composer ' +
    'brew apt apt-get aptitude apt-cache dpkg rpm yum dnf pacman apk snap flatpak port nvm asdf mise volta pyenv rbenv ' +
    'docker docker-compose podman nerdctl kubectl oc helm minikube kind terraform tofu ansible vagrant multipass lxc ' +
    'aws gcloud az heroku fly flyctl vercel netlify wrangler doctl scp sftp rsync mosh curl wget http https xh tar zip ' +
    'unzip gzip cp mv ln rm rmdir mkdir touch chmod chown chgrp tee dd ps top htop lsof pgrep pkill killall kill pidof ' +
    'fuser systemctl service journalctl vim vi nvim nano emacs code subl id whoami groups date cal sleep seq yes ' +
    'basename dirname realpath readlink mktemp tput clear history jobs wait trap ssh-keygen ssh-add openssl gpg',
);

/** What a line must hold to be worth a second look: programs that change the world or run others. */
const telltale = setOf(
  'rm rmdir unlink shred mv dd chmod chown truncate git sudo su doas sh bash dash zsh ksh fish env xargs find curl wget ' +
    'nc ncat socat kill pkill killall shutdown reboot tee cp ln rsync scp ssh docker kubectl terraform npm npx python ' +
    'python3 node perl ruby php systemctl crontab mkfs mount',
);

/** Whether a function of that name hides a program which is judged all the same: nobody knows that it is defined then. */
export function changesTheWorld(name: string): boolean {
  return telltale.has(name);
}

const mostTails = 3;

/** The commands that stand in the words of a program which is not known to leave them alone. */
export function runHidden(name: string, invocation: Invocation, frame: Frame): void {
  const { argv } = invocation;
  if (argv.length < 2) return;
  if (quoting.has(name) || (name === 'cargo' && argv[1]?.text === 'watch')) runQuoted(invocation, frame);
  if (invocation.found || familiar.has(name)) return;
  let left = mostTails;
  for (const [at, word] of argv.entries()) {
    if (at === 0 || left === 0 || !word.known || !telltale.has(programName(word.text))) continue;
    left -= 1;
    frame.session.run(
      { ...invocation, argv: argv.slice(at), external: true, found: true },
      { ...fork(frame), stdin: undefined },
    );
  }
}

/** They hand words with spaces in them to a shell. */
const quoting = setOf('hyperfine cross-env-shell watchman-make start-server-and-test reflex');

function runQuoted(invocation: Invocation, frame: Frame): void {
  for (const word of invocation.argv.slice(1))
    if (/\s/.test(word.text)) frame.session.runText(word, { ...child(frame), stdin: undefined }, invocation.segment);
}

export function programName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}
