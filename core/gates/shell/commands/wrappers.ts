import type { Word } from '../../../model/action.ts';
import { lookup } from '../../lookup.ts';
import { readOptions, valueOf, valuesOf, type OptionSpec } from '../../options.ts';
import { joinPath } from '../../paths.ts';
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
  /** Only with this first operand, as in `uv run`. */
  readonly verb?: readonly string[];
  /** With one of these options no command runs. */
  readonly unless?: readonly string[];
};

const plain: Wrapper = {};
const wrappers: Readonly<Record<string, Wrapper | undefined>> = {
  env: { valued: 'uCS', long: ['unset=', 'chdir=', 'split-string=', 'ignore-environment'], assigns: true },
  command: { unless: ['v', 'V'] },
  builtin: plain,
  exec: { valued: 'a' },
  nohup: { visible: true },
  setsid: { visible: true },
  nice: { valued: 'n', long: ['adjustment='] },
  ionice: { valued: 'cnpPu', long: ['class=', 'classdata=', 'pid='], unless: ['p', 'P', 'u'] },
  chrt: { valued: 'TPD', operands: 1, unless: ['p'] },
  taskset: { operands: 1, unless: ['p'] },
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
  uvx: { valued: 'p', long: ['from=', 'with=', 'python='], visible: true },
  pipx: { verb: ['run'], visible: true },
  pnpm: { verb: ['exec', 'dlx'], visible: true },
  yarn: { verb: ['exec', 'dlx'], visible: true },
  npm: { verb: ['exec', 'x'], valued: 'pc', long: ['package=', 'call='], visible: true, unless: ['c', 'call'] },
  entr: plain,
  watchexec: { valued: 'ewif', long: ['exts=', 'watch=', 'ignore='] },
};

type Unwrapped = { readonly invocation: Invocation; readonly frame: Frame };

/** The command inside a wrapper, with the directory and environment it gives; undefined when there is none. */
export function unwrap(name: string, invocation: Invocation, frame: Frame): Unwrapped | undefined {
  const wrapper = lookup(wrappers, name);
  if (!wrapper) return undefined;
  const { verb } = wrapper;
  if (verb && !verb.includes(invocation.argv[1]?.text ?? '')) return undefined;
  const read = readOptions(invocation.argv.slice(verb ? 2 : 1), { ...wrapper, stopEarly: true });
  if (read.options.some((option) => wrapper.unless?.includes(option.name))) return undefined;
  if (wrapper.visible && (name !== 'nohup' || frame.concurrent)) noteWrapper(invocation, frame);
  const env: Record<string, Word> = { ...invocation.env };
  const words = [...read.operands];
  if (wrapper.assigns) takeAssignments(words, env);
  words.splice(0, wrapper.operands ?? 0);
  const split = valuesOf(read, 'S', 'split-string').flatMap(splitString);
  const argv = [...split, ...words];
  if (argv.length === 0) return wrapper.visible ? { invocation: { ...invocation, argv }, frame } : undefined;
  return { invocation: { ...invocation, argv, env }, frame: moved(valueOf(read, 'C', 'chdir', 'D'), name, frame) };
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

/** `env -S` splits as a shell would split plain words; quotes only group. */
function splitString(word: Word): readonly Word[] {
  const pieces = word.text.match(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return pieces.map((piece) => ({ ...word, text: piece.replace(/"([^"]*)"|'([^']*)'|\\(.)/g, '$1$2$3') }));
}

function moved(directory: Word | undefined, name: string, frame: Frame): Frame {
  if (!directory || (name !== 'env' && name !== 'sudo')) return frame;
  const cwd = directory.known ? joinPath(frame.scope.cwd, directory.text) : undefined;
  return { ...frame, scope: { ...frame.scope, cwd } };
}
