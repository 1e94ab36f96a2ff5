import type { Word } from '../../../model/action.ts';
import { known, unknown } from '../expand/words.ts';
import { note, opaque, type Frame, type Invocation } from '../session.ts';
import { callsIn, type Call } from './calls.ts';
import { meaningOf, type Meaning } from './meaning.ts';
import { learnNames } from './values/scopes.ts';
import type { At, Script } from './script.ts';
import { showVariables } from './show.ts';
import { runProgram } from './start.ts';
import { tokenise } from './tokens.ts';
import { mostWork, type Names, type Value } from './values/values.ts';

const deepest = 16;
const longest = 10_000;

/** Code of another language, judged by the effects that can be seen in it, as if the shell had been told to do them. */
export function runCode(script: Script, invocation: Invocation, frame: Frame): void {
  const { code, language, args } = script;
  const { segment } = invocation;
  if (frame.depth >= deepest) return opaque(frame, `more than ${deepest} levels of nesting`, segment);
  if (!code.known && !code.origin) opaque(frame, 'runs code whose content is not known', segment);
  const inner = { ...frame, stdin: undefined, depth: frame.depth + 1 };
  const at: At = { script, invocation, frame: inner, env: { ...invocation.env } };
  const { home, scratch } = frame.session.context;
  const names: Names = {
    home,
    scratch,
    cwd: frame.scope.cwd,
    language,
    args,
    work: { left: mostWork },
    variables: new Map(),
  };
  const tokens = tokenise(code.text.slice(0, longest), language);
  learnNames(tokens, names);
  takeEnvironment(at);
  for (const call of callsIn(tokens, names)) {
    frame.session.budget -= 1;
    if (frame.session.budget < 0) return opaque(frame, 'does too much to follow', segment);
    act(call, at);
  }
  if (names.work.left < 0) opaque(frame, 'does too much to follow', segment);
  showVariables(at);
  if (nameless.test(code.text)) opaque(frame, 'calls something whose name is put together at run time', segment);
}

const nameless =
  /getattr\s*\(\s*(os|subprocess|__builtins__|builtins)\s*,\s*[^'"\s]|getattr\s*\(\s*\w+\s*,\s*(['"][^'"]*['"]\s*\+|\w+\()|__getattribute__|\.constructor\s*\(\s*["']return|process\.binding|%\w+::|globals\(\)\[/;

/** `os.environ['X'] = 'y'`, `process.env.X = 'y'`: programs started afterwards see it. */
function takeEnvironment({ script, env }: At): void {
  const set =
    /(?:os\.environ|process\.env|ENV|\$ENV|Deno\.env)\s*(?:\.|\[\s*['"]|\{\s*['"]?)([A-Za-z_]\w*)(?:['"]?\s*[\]}])?\s*=\s*['"]([^'"\n]*)['"]/g;
  for (const [, name, value] of script.code.text.matchAll(set)) if (name) env[name] = known(value ?? '');
}

function act(call: Call, at: At): void {
  const meant = meaningOf(call.name, at.script.language);
  if (!meant || (meant.method && !isPath(call, at))) return;
  const words = [...(meant.method && call.receiver ? [call.receiver] : []), ...call.values.flat()];
  const { meaning } = meant;
  switch (meaning) {
    case 'shell':
    case 'program':
      return runProgram(call, meaning, at);
    case 'code':
      return runText(call, at);
    case 'open':
      return open(meant.method && call.receiver ? [[call.receiver], ...call.values] : call.values, at);
    case 'write':
    case 'read':
      return (meant.method ? words.slice(0, 1) : (call.values[0] ?? [])).forEach((word) => redirect(meaning, word, at));
    case 'connect':
      return connect(call, words, at);
    case 'download':
      (call.values[1] ?? []).forEach((word) => redirect('write', word, at));
      return perform(command('request', words, call), at);
    default:
      return perform(command(meaning, words, call), at);
  }
}

function perform(commands: readonly (readonly Word[])[], at: At): void {
  for (const argv of commands) at.frame.session.run({ ...at.invocation, argv }, at.frame);
}

/** A method counts when what it is called on is a path, or its name leaves no doubt; a text's `replace` takes two. */
function isPath({ receiver, name, values }: Call, { script }: At): boolean {
  if (/\.replace$/.test(name) && (script.language !== 'python' || values.length !== 1)) return false;
  return receiver?.known === true || /Path|(write|read)_(text|bytes)$/.test(name);
}

/** The shell's words for it: no command, or one. */
function command(meaning: Meaning, words: readonly Word[], { name }: Call): readonly (readonly Word[])[] {
  const [first = unknown('…'), second = unknown('…')] = words;
  const paths = words.filter((word) => !/^(true|false|\d+|-\w+)$/i.test(word.text) && word.text !== '…');
  switch (meaning) {
    case 'delete':
      return [
        [known('rm'), known('-rf'), ...(words.some((word) => word.text === '…') ? [unknown('…')] : []), ...paths],
      ].map((argv) => (argv.length > 2 ? argv : [...argv, first]));
    case 'truncate':
      return [[known('truncate'), known('-s0'), first]];
    case 'move':
      return [[known('mv'), first, second]];
    case 'copy':
      return [[known('cp'), known('-r'), first, second]];
    case 'link':
      return [[known('ln'), known('-s'), ...(/_to$/.test(name) ? [second, first] : [first, second])]];
    case 'mode':
      return [[known('chmod'), known('644'), first]];
    case 'folder':
      return first.known ? [[known('mkdir'), first]] : [];
    case 'chdir':
      return [[known('cd'), first]];
    case 'request':
      return [[known('curl'), words.find((word) => /:\/\//.test(word.text)) ?? first]];
    case 'kill':
      return [killed(words)];
    case 'install':
      return [[known('install.packages'), first]];
    default:
      return [];
  }
}

/** Python and Node name the process first, Ruby, Perl the signal. */
function killed(words: readonly Word[]): readonly Word[] {
  const [first = unknown('…'), second] = words;
  const signalFirst = /[A-Z]/.test(first.text) && second !== undefined;
  const target = signalFirst ? second : first;
  const signal = signalFirst ? first : second;
  const none = signal?.text === '0' ? [known('-0')] : [];
  return [known('kill'), ...none, target.known ? target : unknown('${pid_in_code}')];
}

const hidden = /b64decode|base64|fromhex|unhexlify|atob|decode64|unpack|decompress|inflate|rot.?13|decode\(/i;
const fetched =
  /urlopen|requests\.|fetch\(|https?(['"]\))?\.(get|request)|Net::HTTP|URI\.open|LWP|file_get_contents\(\s*['"]https?:|httpx\.|axios|got\(/;

/** Code in code: followed when it is literal. */
function runText({ values, name }: Call, at: At): void {
  const { frame, invocation, script } = at;
  const [code] = values[0] ?? [];
  if (/^(assert|load)$/.test(name) && code?.known !== true) return;
  if (code?.known && /eval|exec|Function|run/.test(name)) return runCode({ ...script, code }, invocation, frame);
  const origin = fetched.test(script.code.text) ? 'network' : hidden.test(script.code.text) ? 'decoder' : undefined;
  if (origin) note(frame, { kind: 'code', origin, program: script.language, segment: invocation.segment });
  else opaque(frame, `runs code that is put together at run time (${name})`, invocation.segment);
}

function redirect(mode: 'read' | 'write', file: Word, { frame, invocation }: At): void {
  if (mode === 'read' && !file.known) return;
  if (/^(https?|ftp):\/\//.test(file.text))
    return void frame.session.run({ ...invocation, argv: [known('curl'), file] }, frame);
  note(frame, { kind: 'redirect', mode, file, cwd: frame.scope.cwd, segment: invocation.segment });
}

/** `open(path, "w")`, Perl's `open(F, ">path")`, `open(F, ">", path)`. */
function open(values: readonly Value[], at: At): void {
  const given = at.script.language === 'perl' ? values.slice(1) : values;
  const [files = [], ...rest] = given;
  const mode = rest.flat().find((word) => /^[rwaxRWAX][btBT+]*$/.test(word.text))?.text ?? 'r';
  for (const file of files) openOne(file, { mode, second: rest[0]?.[0] }, at);
}

type Opening = { readonly mode: string; readonly second: Word | undefined };

function openOne(first: Word, { mode, second }: Opening, at: At): void {
  const { frame, invocation } = at;
  const inFront = /^\s*(\+?[<>|]{1,2}|[|-]{2})(?::\S+)?\s*(.*)$/.exec(first.text);
  if (at.script.language === 'perl' && inFront) {
    const sign = inFront[1] ?? '';
    const file = inFront[2] ? { ...first, text: inFront[2] } : second;
    if (!sign.includes('|')) return file && redirect(sign.includes('>') ? 'write' : 'read', file, at);
    opaque(frame, 'feeds a program with text that is not known', invocation.segment);
    return file && void frame.session.runText(file, frame, invocation.segment);
  }
  if (first.text.startsWith('|'))
    return void frame.session.runText({ ...first, text: first.text.slice(1) }, frame, invocation.segment);
  redirect(/[wax+]/i.test(mode) ? 'write' : 'read', first, at);
}

const embedded = /^(sqlite3|duckdb|aiosqlite|apsw|signal|event)\./;

/** A connection that a shell is tied to is an open door; any other one is a request. */
function connect({ name }: Call, words: readonly Word[], { frame, invocation, script }: At): void {
  if (embedded.test(name) || words.length === 0) return;
  const host = words.find((word) => /[a-z.]|^\d+\.\d+/i.test(word.text) && word.text !== '…') ?? unknown('…');
  const shell = /dup2|\/bin\/(ba|z|da)?sh|pty\.spawn|cmd\.exe|STDIN.*STDOUT/.test(script.code.text);
  if (shell) {
    const file = known(`/dev/tcp/${host.text}/0`);
    note(frame, { kind: 'redirect', mode: 'write', file, cwd: frame.scope.cwd, segment: invocation.segment });
  } else if (/socket|connect/i.test(script.code.text))
    frame.session.run({ ...invocation, argv: [known('nc'), host] }, frame);
}
