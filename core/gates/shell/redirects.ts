import type { Redirection } from 'unbash';
import type { Word } from '../../model/action.ts';
import { joinPath } from '../paths.ts';
import { expandParts, expandText } from './expand/expand.ts';
import { join, known } from './expand/words.ts';
import { note, type Frame, type Input } from './session.ts';

export type Redirected = {
  readonly stdin: Input | undefined;
  /** Called with the output of what was redirected; answers what is left for the pipe. */
  readonly collect: (output: Word) => Word;
};

/** Applies redirections left to right: notes the files they touch and says where input and output go. */
export function applyRedirects(redirects: readonly Redirection[], frame: Frame): Redirected {
  let stdin = frame.stdin;
  const sinks: { readonly path: string | undefined; readonly append: boolean }[] = [];
  let captured = false;
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') {
      const { body, delimiter } = redirect;
      const literal = delimiter?.quoted === true || !body.parts;
      stdin = { rest: literal ? known(body.text) : expandParts(body.parts ?? [], frame) };
      continue;
    }
    const file = redirect.target ? expandText(redirect.target, frame) : known('');
    if (redirect.operator === '<<<') stdin = { rest: join(file, known('\n')) };
    else if (/^[<>]&$/.test(redirect.operator) && /^(\d+-?|-)$/.test(file.text)) continue;
    else {
      const path = absolute(file, frame);
      const read = redirect.operator === '<' || redirect.operator === '<&';
      const segment = frame.source.slice(redirect.pos, redirect.end);
      note(frame, { kind: 'redirect', mode: read ? 'read' : 'write', file, cwd: frame.scope.cwd, segment });
      if (read) stdin = { rest: contentOf(path, frame) };
      else if (isStdout(redirect)) {
        captured = true;
        sinks.push({ path, append: redirect.operator.endsWith('>>') });
      }
    }
  }
  return { stdin, collect: (output) => collect(output, { sinks, captured, files: frame.session.files }) };
}

function isStdout(redirect: Redirection): boolean {
  const { descriptor } = redirect;
  return descriptor === undefined || (descriptor.type === 'FileDescriptor' && descriptor.value === 1);
}

function absolute(file: Word, frame: Frame): string | undefined {
  if (!file.known || file.glob) return undefined;
  return joinPath(frame.scope.cwd, file.text);
}

/** What earlier commands of the same text wrote there; otherwise nobody knows. */
export function contentOf(path: string | undefined, frame: Frame): Word {
  const written = path === undefined ? undefined : frame.session.files.get(path);
  return written ?? { text: '', known: path === '/dev/null', ifUnset: '' };
}

type Sinks = {
  readonly sinks: readonly { readonly path: string | undefined; readonly append: boolean }[];
  readonly captured: boolean;
  readonly files: Map<string, Word>;
};

function collect(output: Word, { sinks, captured, files }: Sinks): Word {
  const last = sinks.at(-1);
  if (last?.path !== undefined) {
    const before = last.append ? files.get(last.path) : undefined;
    files.set(last.path, before ? join(before, output) : output);
  }
  return captured ? known('') : output;
}
