import type { Word } from '../../../model/action.ts';
import { known, unknown } from '../expand/words.ts';
import { note, opaque, type Frame, type Invocation } from '../session.ts';
import { isSecretVariable } from '../../secrets/secret-variable.ts';
import { callsIn, type Call } from './calls.ts';
import { meaningOf, type Meaning } from './meaning.ts';
import { tokenise, type Language } from './tokens.ts';

export type Script = {
  readonly code: Word;
  readonly language: Language;
  readonly args: readonly Word[];
  readonly prints: boolean;
};

type At = { readonly script: Script; readonly invocation: Invocation; readonly frame: Frame };

const deepest = 16;

/** Code of another language, judged by the effects that can be seen in it, as if the shell had been told to do them. */
export function runCode(script: Script, invocation: Invocation, frame: Frame): void {
  const { code, language } = script;
  const { segment } = invocation;
  if (frame.depth >= deepest) return opaque(frame, `more than ${deepest} levels of nesting`, segment);
  if (!code.known && !code.origin) opaque(frame, 'runs code whose content is not known', segment);
  const at: At = { script, invocation, frame: { ...frame, stdin: undefined, depth: frame.depth + 1 } };
  const names = { home: frame.session.context.home, args: script.args, variables: new Map() };
  const calls = callsIn(tokenise(code.text.slice(0, 10_000), language), names);
  for (const call of calls) {
    frame.session.budget -= 1;
    if (frame.session.budget < 0) return opaque(frame, 'does too much to follow', segment);
    act(call, at);
  }
  showVariables(at);
  if (
    /getattr\s*\(\s*(os|subprocess|__builtins__|builtins)\b|__getattribute__|\.constructor\s*\(\s*["']return|process\.binding|%\w+::|globals\(\)\[/.test(
      code.text,
    )
  )
    opaque(frame, 'calls something whose name is put together at run time', segment);
}

function act(call: Call, at: At): void {
  const meant = meaningOf(call.name, at.script.language);
  if (!meant || (meant.method && !isPath(call))) return;
  const words = [...(meant.method && call.receiver ? [call.receiver] : []), ...call.values.flat()];
  const { meaning } = meant;
  switch (meaning) {
    case 'shell':
    case 'program':
      return start(call, meaning, at);
    case 'code':
      return runText(call, at);
    case 'open':
      return open(words, at);
    case 'write':
    case 'read':
      return redirect(meaning, words[0], at);
    case 'connect':
      return connect(words, at);
    default:
      return command(meaning, words, call).forEach((argv) =>
        at.frame.session.run({ ...at.invocation, argv }, at.frame),
      );
  }
}

/** A method counts when what it is called on is a path, or its name leaves no doubt. */
function isPath({ receiver, name }: Call): boolean {
  return receiver?.known === true || /Path|(write|read)_(text|bytes)$/.test(name);
}

/** The shell's words for it: no command, or one. */
function command(meaning: Meaning, words: readonly Word[], { name }: Call): readonly (readonly Word[])[] {
  const [first = unknown('…'), second = unknown('…')] = words;
  const paths = words.filter((word) => !/^(true|false|\d+)$/i.test(word.text) && word.text !== '…');
  switch (meaning) {
    case 'delete':
      return [[known('rm'), known('-rf'), ...(paths.length > 0 ? paths : [first])]];
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

function start({ name, values }: Call, meaning: 'shell' | 'program', { frame, invocation }: At): void {
  const argv = argvOf(
    name,
    meaning,
    values.filter((value) => value.length > 0),
  );
  if (argv) frame.session.run({ ...invocation, argv }, frame);
  else frame.session.runText(values[0]?.[0] ?? unknown('…'), frame, invocation.segment);
}

/** The program and its arguments when they are given apart; undefined when one text holds both. */
function argvOf(name: string, meaning: 'shell' | 'program', values: Call['values']): readonly Word[] | undefined {
  const given = /\.spawn[lv]/.test(name) ? values.slice(1) : values;
  const [first = [], second = []] = given;
  if (/\.exec[lv]|\.spawn[lv]|pcntl_exec/.test(name)) {
    return [...first, ...(/v\w*$/.test(name) ? second.slice(1) : given.slice(2).flat())];
  }
  if (first.length > 1) return first;
  if (meaning === 'program')
    return second.length > 0 && !name.startsWith('subprocess') ? [...first, ...second] : undefined;
  const apart = /^(system|exec|Kernel\.\w+|Process\.spawn|Open3\.\w+)$/.test(name) && given.length > 1;
  return apart && given.every(([word]) => word?.known) ? given.flat() : undefined;
}

const hidden = /b64decode|base64|fromhex|unhexlify|atob|decode64|unpack|decompress|inflate|rot.?13|decode\(/i;
const fetched = /urlopen|requests\.|fetch\(|https?\.get|Net::HTTP|URI\.open|LWP|file_get_contents\(\s*['"]https?:/;

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

function redirect(mode: 'read' | 'write', file: Word | undefined, { frame, invocation }: At): void {
  if (!file || (mode === 'read' && !file.known)) return;
  note(frame, { kind: 'redirect', mode, file, cwd: frame.scope.cwd, segment: invocation.segment });
}

/** `open(path, "w")`, Perl's `open(F, ">path")`, `open(F, ">", path)`. */
function open(words: readonly Word[], at: At): void {
  const { language } = at.script;
  const perl = language === 'perl';
  const given = perl ? words.slice(1) : words;
  const [first, second] = given;
  if (!first) return;
  const inFront = /^\s*(\+?[<>|]{1,2})(?::\S+)?\s*(.*)$/.exec(first.text);
  if (perl && inFront) {
    const file = inFront[2] ? { ...first, text: inFront[2] } : second;
    if (inFront[1] === '|' && file) return void at.frame.session.runText(file, at.frame, at.invocation.segment);
    return redirect(inFront[1]?.includes('>') ? 'write' : 'read', file, at);
  }
  if (first.text.startsWith('|'))
    return void at.frame.session.runText({ ...first, text: first.text.slice(1) }, at.frame, at.invocation.segment);
  const mode = given.slice(1).find((word) => /^[rwax][bt+]*$/.test(word.text))?.text ?? 'r';
  redirect(/[wax+]/.test(mode) ? 'write' : 'read', first, at);
}

/** A connection that a shell is tied to is an open door; any other one is a request. */
function connect(words: readonly Word[], { frame, invocation, script }: At): void {
  const host = words.find((word) => /[a-z.]|^\d+\.\d+/i.test(word.text)) ?? unknown('…');
  const shell = /dup2|\/bin\/(ba|z|da)?sh|pty\.spawn|cmd\.exe|STDIN.*STDOUT/.test(script.code.text);
  if (shell) {
    const file = known(`/dev/tcp/${host.text}/0`);
    note(frame, { kind: 'redirect', mode: 'write', file, cwd: frame.scope.cwd, segment: invocation.segment });
  } else if (/socket|connect/i.test(script.code.text))
    frame.session.run({ ...invocation, argv: [known('nc'), host] }, frame);
}

const output = /\b(print|printf|puts|echo|say|write|console\.\w+|log|dump|var_dump|print_r|pprint|p)\b/;
const variable =
  /(?:os\.environ(?:\.get)?|os\.getenv|process\.env|ENV(?:\.fetch)?|\$ENV|getenv|\$_ENV|\$_SERVER|Deno\.env\.get|Bun\.env|environ)\s*(?:[[({.]\s*['"]?)([A-Za-z_]\w*)/g;
const everything =
  /(?<!env\s*[:=]\s*|\.\.\.|env=dict\()(?:\bprocess\.env\b(?!\s*[.[]|\?)|\bos\.environ\b(?!\s*[.[]|\s*=)|\bENV\b(?=\s*\.(to_h|each|inspect|map|to_a)|\s*$|[;)])|%ENV|\$_ENV\b(?!\[)|os\.environ\.(items|copy|values)\(\)|process\.env\)|phpinfo\(\))/;

/** Variables that the code shows: a secret one, or all of them. */
function showVariables({ script, invocation, frame }: At): void {
  const { text } = script.code;
  if (!script.prints && !output.test(text)) return;
  for (const [, name] of text.matchAll(variable))
    if (name && isSecretVariable(name))
      frame.session.run({ ...invocation, argv: [known('printenv'), known(name)] }, frame);
  if (everything.test(text)) frame.session.run({ ...invocation, argv: [known('printenv')] }, frame);
}
