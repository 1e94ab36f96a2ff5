import type { Word } from '../../../model/action.ts';
import { evaluateBody } from '../evaluate.ts';
import { lookup } from '../../lookup.ts';
import { joinPath } from '../../paths.ts';
import { nothing, unknown } from '../expand/words.ts';
import { contentOf } from '../redirects.ts';
import { fork, note, opaque, withinBudget, type Frame, type Invocation, type ShellFunction } from '../session.ts';
import { settle, whereabouts } from '../whereabouts.ts';
import { builtins } from './builtins.ts';
import { carriers } from './carriers.ts';
import { runEmbedded } from './embedded.ts';
import { changesTheWorld, programName, runHidden } from './hidden.ts';
import { runPlain } from './plain.ts';
import { shellNamed } from './shells.ts';
import { unwrap } from './wrappers.ts';

/** Runs one command: into functions, builtins, wrappers and nested shells, until a simple command is left to note. */
export function run(invocation: Invocation, frame: Frame): Word {
  const [head] = invocation.argv;
  if (!head || !withinBudget(frame)) return nothing;
  if (!isPlain(head)) return runUnknown(head, invocation, frame);
  if (!invocation.external) {
    const defined = frame.scope.functions.get(head.text);
    if (defined && !changesTheWorld(head.text)) return callFunction(defined, invocation, frame);
    if (defined) callFunction(defined, invocation, frame);
    const alias = frame.scope.aliases.get(head.text);
    if (alias !== undefined && !frame.calls.includes(head.text)) runAlias(alias, invocation, frame);
  }
  return runProgram(head, invocation, frame);
}

function runProgram(head: Word, invocation: Invocation, frame: Frame): Word {
  const name = programName(head.text);
  const builtin = head.text === name ? lookup(builtins, name) : undefined;
  if (builtin) return builtin(invocation, frame);
  const inner = unwrap(name, invocation, frame);
  if (inner) return frame.session.run(inner.invocation, inner.frame);
  const nested = shellNamed(name) ?? lookup(carriers, name);
  if (nested) return nested(invocation, frame);
  runEmbedded(name, invocation, frame);
  runHidden(name, invocation, frame);
  if (head.text !== name) runWritten(head, invocation, frame);
  return runPlain(invocation, frame);
}

/** A script that the same text wrote or fetched is judged by what it holds. */
function runWritten(head: Word, invocation: Invocation, frame: Frame): void {
  if (frame.session.files.size === 0) return;
  const content = contentOf(joinPath(frame.scope.cwd, head.text), frame);
  if (!content.known && !content.origin) return;
  const inner = fork(frame);
  inner.scope.positional = invocation.argv.slice(1);
  frame.session.runText(content, { ...inner, stdin: frame.stdin }, invocation.segment);
}

function isPlain(head: Word): boolean {
  return head.known && !head.origin && !head.glob && !/[^!-~]/.test(head.text);
}

function runUnknown(head: Word, invocation: Invocation, frame: Frame): Word {
  const { segment } = invocation;
  if (head.origin) note(frame, { kind: 'code', origin: head.origin, program: 'shell', segment });
  else opaque(frame, `which program runs is not known: ${head.text}`, segment);
  return unknown('', head.origin);
}

function callFunction(called: ShellFunction, invocation: Invocation, frame: Frame): Word {
  if (frame.calls.includes(called.node)) {
    if (frame.concurrent) note(frame, { kind: 'fork-bomb', segment: invocation.segment });
    return nothing;
  }
  const before = frame.scope.positional;
  frame.scope.positional = invocation.argv.slice(1);
  const { source } = called;
  const from = frame.scope.cwd;
  const output = evaluateBody(called.node, {
    ...frame,
    source,
    calls: [...frame.calls, called.node],
    concurrent: false,
  });
  frame.scope.positional = before;
  if (from !== frame.scope.cwd) settle(frame, [whereabouts(frame.scope), { cwd: from, elsewhere: [] }]);
  return output;
}

/** A script does not expand aliases, an interactive shell does: both are judged. */
function runAlias(alias: string, invocation: Invocation, frame: Frame): Word {
  const [head, ...rest] = invocation.argv;
  const name = head?.text ?? '';
  const text = [alias, ...rest.map((word) => (word.known ? quote(word.text) : word.text))].join(' ');
  const inner = { ...frame, calls: [...frame.calls, name] };
  return frame.session.runText({ text, known: true }, inner, invocation.segment);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
