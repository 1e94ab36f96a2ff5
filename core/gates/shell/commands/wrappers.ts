import type { Word } from '../../../model/action.ts';
import { lookup } from '../../lookup.ts';
import { has, readOptions, valueOf, type OptionSpec } from '../../options.ts';
import { joinPath } from '../../paths.ts';
import { readName } from '../expand/parameter.ts';
import { map } from '../expand/words.ts';
import { note, type Frame, type Invocation } from '../session.ts';

/** A program whose last words are another command line. */
type Wrapper = OptionSpec & {
  /** Words of its own before the command: the seconds of `timeout`, the file of `flock`. */
  readonly operands?: number;
  /** `NAME=value` words before the command set its environment. */
  readonly assigns?: boolean;
  /** Itself worth a rule: it stays in the list of commands. */
  readonly visible?: boolean;
  /** A first word that is its own when it looks like this. */
  readonly first?: RegExp;
  /** Only with this first operand, as in `uv run`. */
  readonly verb?: readonly string[];
  /** With one of these options no command runs. */
  readonly unless?: readonly string[];
};

const plain: Wrapper = {};
const wrappers: Readonly<Record<string, Wrapper | undefined>> = {
  env: { valued: 'uCS', long: ['unset=', 'chdir=', 'split-string=', 'ignore-environment', 'argv0='], assigns: true },
  command: { unless: ['v', 'V'] },
  builtin: plain,
  exec: { valued: 'a' },
  nohup: { visible: true },
  setsid: { visible: true },
  nice: { valued: 'n', long: ['adjustment='] },
  ionice: { valued: 'cnpPu', long: ['class=', 'classdata=', 'pid='], unless: ['p', 'P', 'u'] },
  chrt: { valued: 'TPD', operands: 1, unless: ['p'] },
  taskset: { operands: 1, unless: ['p'] },
  setarch: {
    valued: 'p',
    long: ['pid='],
    first: /^(uname26|linux32|linux64|x86_64|i\d86|aarch64|arm\w*|ppc\w*|s390x?)$/,
  },
  linux32: plain,
  linux64: plain,
  i386: plain,
  x86_64: plain,
  prlimit: { valued: 'p', long: ['pid='], unless: ['p', 'pid'] },
  faketime: { valued: 'f', operands: 1 },
  firejail: plain,
  torsocks: plain,
  torify: plain,
  proxychains: { valued: 'f' },
  proxychains4: { valued: 'f' },
  'dbus-launch': plain,
  rlwrap: { valued: 'abcCDefFglmnpPqsStwW' },
  'systemd-inhibit': plain,
  eatmydata: plain,
  cpulimit: { valued: 'lpe', long: ['limit=', 'pid=', 'exe='] },
  retry: { valued: 'tsmx' },
  perf: { verb: ['stat', 'record', 'trace'], valued: 'egFopr' },
  timeout: { valued: 'ks', long: ['kill-after=', 'signal='], operands: 1 },
  gtimeout: { valued: 'ks', long: ['kill-after=', 'signal='], operands: 1 },
  time: { valued: 'fo', long: ['format=', 'output='] },
  stdbuf: { valued: 'ioe', long: ['input=', 'output=', 'error='] },
  unbuffer: plain,
  chronic: plain,
  caffeinate: { valued: 'tw' },
  catchsegv: plain,
  fakeroot: { valued: 'lsi' },
  busybox: { unless: ['list', 'install'] },
  toybox: plain,
  'cross-env': { assigns: true },
  dotenv: { valued: 'evp' },
  'xvfb-run': { valued: 'nsefpw', long: 'server-num= server-args= error-file= auth-file= wait='.split(' ') },
  'dbus-run-session': { long: ['config-file=', 'dbus-daemon='] },
  strace: { valued: 'abeEIoOpPsSuX' },
  ltrace: { valued: 'aAeFlnopsuwx' },
  valgrind: plain,
  sudo: {
    valued: 'ACDghpRrTtUu',
    long: 'user= group= chdir= prompt= host= preserve-env='.split(' '),
    assigns: true,
    visible: true,
  },
  doas: { valued: 'Cu', visible: true },
  pkexec: { long: ['user='], visible: true },
  chroot: { long: ['userspec=', 'groups='], operands: 1, visible: true },
  unshare: { valued: 'RwSG', visible: true },
  nsenter: { valued: 'tSG', visible: true },
  'systemd-run': { valued: 'puEHMt', long: ['unit=', 'property=', 'uid=', 'slice='], visible: true },
  conda: { verb: ['run'], valued: 'np' },
  mamba: { verb: ['run'], valued: 'np' },
  micromamba: { verb: ['run'], valued: 'np' },
  lerna: { verb: ['exec'] },
  poetry: { verb: ['run'] },
  pipenv: { verb: ['run'] },
  pdm: { verb: ['run'] },
  hatch: { verb: ['run'] },
  rye: { verb: ['run'] },
  uv: { verb: ['run'], valued: 'p', long: 'with= python= extra= group= directory= project='.split(' ') },
  bundle: { verb: ['exec'] },
  mise: { verb: ['exec', 'x'] },
  rtx: { verb: ['exec', 'x'] },
  direnv: { verb: ['exec'], operands: 1 },
  asdf: { verb: ['exec'] },
  npx: { valued: 'pc', long: ['package=', 'call='], visible: true, unless: ['c', 'call'] },
  pnpx: { visible: true },
  bunx: { visible: true },
  bun: { verb: ['x'], visible: true },
  uvx: { valued: 'p', long: ['from=', 'with=', 'python='], visible: true },
  pipx: { verb: ['run'], visible: true },
  pnpm: { verb: ['exec', 'dlx'], visible: true },
  yarn: { verb: ['exec', 'dlx'], visible: true },
  npm: { verb: ['exec', 'x'], valued: 'pc', long: ['package=', 'call='], visible: true, unless: ['c', 'call'] },
};

type Unwrapped = { readonly invocation: Invocation; readonly frame: Frame };

/** The command inside a wrapper, with the directory and environment it gives; undefined when there is none. */
export function unwrap(name: string, invocation: Invocation, frame: Frame): Unwrapped | undefined {
  const wrapper = lookup(wrappers, name);
  const start = wrapper?.verb ? verbOf(invocation.argv, wrapper.verb) + 1 : 1;
  if (!wrapper || start === 0) return undefined;
  const given = invocation.argv.slice(start);
  const read = readOptions(name === 'env' ? splitWords(given, frame) : given, { ...wrapper, stopEarly: true });
  if (wrapper.unless && has(read, ...wrapper.unless)) return undefined;
  if (wrapper.visible && (name !== 'nohup' || frame.concurrent)) noteWrapper(invocation, frame);
  const env: Record<string, Word> = { ...invocation.env };
  const argv = innerWords(wrapper, read.operands, env);
  if (argv.length === 0 && !wrapper.visible) return undefined;
  return {
    invocation: { ...invocation, argv, env, external: true },
    frame: moved(valueOf(read, 'C', 'chdir', 'D'), name, frame),
  };
}

/** What is left after the words that are the wrapper's own. */
function innerWords(wrapper: Wrapper, operands: readonly Word[], env: Record<string, Word>): readonly Word[] {
  const words = operands.slice(operands[0]?.text === '-' && wrapper.assigns ? 1 : 0);
  if (wrapper.assigns) takeAssignments(words, env);
  if (wrapper.first?.test(words[0]?.text ?? '')) return readOptions(words.slice(1), { stopEarly: true }).operands;
  return wrapper.operands ? words.slice(wrapper.operands) : words;
}

/** Where the verb stands: only options and their values come before it. */
function verbOf(argv: readonly Word[], verbs: readonly string[]): number {
  const at = argv.findIndex((word, index) => index > 0 && verbs.includes(word.text));
  const before = argv.slice(1, Math.max(1, at));
  return before.every((word, index) => word.text.startsWith('-') || before[index - 1]?.text.startsWith('-') === true)
    ? at
    : -1;
}

function noteWrapper({ argv, env, segment }: Invocation, frame: Frame): void {
  note(frame, { kind: 'command', command: { argv, env, cwd: frame.scope.cwd, segment }, segment });
}

function takeAssignments(words: Word[], env: Record<string, Word>): void {
  for (let first = words[0]; first; first = words[0]) {
    const name = /^([A-Za-z_]\w*)=/.exec(first.text)?.[1];
    if (name === undefined) return;
    env[name] = map(first, (text) => text.slice(name.length + 1));
    words.shift();
  }
}

/** `env -S` puts the words of its value in its own place: split as a shell would split plain words; quotes only group. */
function splitWords(words: readonly Word[], frame: Frame): readonly Word[] {
  const at = words.findIndex((word) => /^(-[a-zA-Z]*S|--split-string)/.test(word.text));
  const word = words[at];
  if (!word || words.slice(0, at).some((before) => !/^-|=/.test(before.text))) return words;
  const attached = word.text.replace(/^(-[a-zA-Z]*?S|--split-string=?)/, '');
  const value = attached === '' ? words[at + 1] : { ...word, text: attached };
  const rest = words.slice(attached === '' ? at + 2 : at + 1);
  return value ? [...words.slice(0, at), ...splitString(value, frame), ...rest] : words;
}

function splitString(word: Word, frame: Frame): readonly Word[] {
  const pieces = word.text.match(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return pieces.map((piece) => ({
    ...word,
    text: piece
      .replace(/"([^"]*)"|'([^']*)'|\\(.)/g, '$1$2$3')
      .replace(/\$\{(\w+)\}/g, (reference, name: string) => readName(name, frame)?.[0]?.text ?? reference),
  }));
}

function moved(directory: Word | undefined, name: string, frame: Frame): Frame {
  if (!directory || (name !== 'env' && name !== 'sudo')) return frame;
  const cwd = directory.known ? joinPath(frame.scope.cwd, directory.text) : undefined;
  return { ...frame, scope: { ...frame.scope, cwd } };
}
