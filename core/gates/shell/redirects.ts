import type { HereDocBody, Redirection } from 'unbash';
import type { Word } from '../../model/action.ts';
import { joinPath } from '../paths.ts';
import { expandParts, expandText } from './expand/expand.ts';
import { join, known, nothing, unknown } from './expand/words.ts';
import { note, type Channel, type Frame, type Input } from './session.ts';

export type Redirected = {
  readonly stdin: Input | undefined;
  /** The output does not go where it would have gone. */
  readonly captured: boolean;
  /** Called with the output of what was redirected; answers what is left for the pipe. */
  readonly collect: (output: Word) => Word;
};

/** Where the descriptors of one command lead while its redirections are read; `undefined` is where they led before. */
type Opened = Map<string, Channel | undefined>;

/** Applies redirections left to right: notes the files they touch and says where input and output go. */
export function applyRedirects(redirects: readonly Redirection[], frame: Frame, lasting = false): Redirected {
  const opened: Opened = new Map();
  for (const redirect of redirects) open(redirect, opened, frame);
  const { descriptors } = frame.scope;
  for (const [number, channel] of opened)
    if (channel && (lasting || Number(number) > 2)) descriptors.set(number, channel);
  const input = opened.get('0');
  const output = opened.get('1');
  const stdin = input?.kind === 'input' ? input.input : frame.stdin;
  if (lasting && input?.kind === 'input' && frame.stdin) frame.stdin.rest = input.input.rest;
  if (output?.kind !== 'file') return { stdin, captured: false, collect: (printed) => printed };
  return { stdin, captured: true, collect: (printed) => write(output, printed, frame) };
}

function open(redirect: Redirection, opened: Opened, frame: Frame): void {
  const number = numberOf(redirect, frame);
  if (redirect.type === 'HereDoc') {
    const { body, delimiter } = redirect;
    const text = delimiter?.quoted === true ? known(body.text) : hereText(body, frame);
    return void opened.set(number, reading(text));
  }
  const file = redirect.target ? expandText(redirect.target, frame) : nothing;
  const { operator } = redirect;
  if (operator === '<<<') return void opened.set(number, reading(join(file, known('\n'))));
  if (/^[<>]&$/.test(operator) && /^(\d+-?|-)$/.test(file.text)) {
    return void opened.set(number, duplicate(file.text.replace('-', ''), opened, frame));
  }
  const read = operator === '<' || operator === '<&';
  const segment = frame.source.slice(redirect.pos, redirect.end);
  note(frame, { kind: 'redirect', mode: read ? 'read' : 'write', file, cwd: frame.scope.cwd, segment });
  const path = absolute(file, frame);
  if (read) opened.set(number, reading(contentOf(path, frame)));
  else opened.set(number, { kind: 'file', path, append: operator.endsWith('>>') });
  if (operator.startsWith('&>')) opened.set('1', { kind: 'file', path, append: operator.endsWith('>>') });
}

/** Without quotes around its delimiter, a backslash still escapes what would be expanded. */
function hereText({ parts, text }: HereDocBody, frame: Frame): Word {
  return parts
    ? expandParts(parts, frame)
    : known(text.replace(/\\(\n|[\\$`])/g, (_, sign) => (sign === '\n' ? '' : String(sign))));
}

/** `{name}>` chooses a number of its own and stays open. */
function numberOf({ descriptor, operator }: Redirection, { scope }: Frame): string {
  if (descriptor?.type === 'FileDescriptor') return String(descriptor.value);
  if (!descriptor) return operator.startsWith('<') ? '0' : '1';
  const number = String(10 + scope.descriptors.size);
  scope.variables.set(descriptor.name, known(number));
  return number;
}

function reading(rest: Word): Channel {
  return { kind: 'input', input: { rest } };
}

function duplicate(number: string, opened: Opened, { scope, stdin }: Frame): Channel | undefined {
  if (opened.has(number)) return opened.get(number);
  if (number === '0' && stdin) return { kind: 'input', input: stdin };
  return scope.descriptors.get(number);
}

function absolute(file: Word, frame: Frame): string | undefined {
  if (!file.known || file.glob) return undefined;
  return joinPath(frame.scope.cwd, file.text);
}

const descriptorFile = /^\/(?:dev|proc\/self)\/(?:fd\/(\d+)|stdin)$/;

/** What earlier commands of the same text wrote there, or what a descriptor holds; otherwise nobody knows. */
export function contentOf(path: string | undefined, frame: Frame): Word {
  const { files } = frame.session;
  const written = path === undefined || files.size === 0 ? undefined : files.get(path);
  if (written) return written;
  const found = path?.startsWith('/') ? descriptorFile.exec(path) : undefined;
  if (found) {
    const channel = frame.scope.descriptors.get(found[1] ?? '0');
    if (Number(found[1] ?? 0) === 0 && frame.stdin) return frame.stdin.rest;
    if (channel?.kind === 'input') return channel.input.rest;
  }
  return path === '/dev/null' ? nothing : unknown('');
}

/** Keeps what is printed; a process that reads it runs with it. */
export function write(
  channel: Extract<Channel, { kind: 'file' }>,
  output: Word,
  { session: { files, consumers } }: Frame,
): Word {
  const { path, append } = channel;
  if (path === undefined) return nothing;
  consumers.get(path)?.(output);
  const before = append ? files.get(path) : undefined;
  files.set(path, before ? join(before, output) : output);
  return nothing;
}
