import type {
  AndOr,
  ArithmeticCommand,
  Case,
  Command,
  CommandNode,
  For,
  Function as FunctionNode,
  If,
  Pipeline,
} from 'unbash';
import type { PipelineNode, Redirection, Script, Select, Statement, While } from 'unbash';
import type { Word } from '../../model/action.ts';
import { assertNever } from '../../result.ts';
import { expandText, expandWord, runNested } from './expand/expand.ts';
import { join, nothing, unknown } from './expand/words.ts';
import { evaluateCommand } from './simple-command.ts';
import { applyRedirects } from './redirects.ts';
import { fork, mergeScope, opaque, withinBudget, type Frame } from './session.ts';

const mostRounds = 32;

type Node = PipelineNode | AndOr;

/** Follows a script and answers what it prints, as far as that can be known. */
export function evaluateScript(script: { readonly commands: Script['commands'] }, frame: Frame): Word {
  return script.commands.reduce((output, statement) => join(output, evaluateStatement(statement, frame)), nothing);
}

function evaluateStatement(statement: Statement, frame: Frame): Word {
  if (!withinBudget(frame, frame.source.slice(statement.pos, statement.end))) return nothing;
  return evaluate(statement.command, statement.background ? { ...fork(frame), concurrent: true } : frame);
}

function evaluate(node: Node, frame: Frame): Word {
  switch (node.type) {
    case 'Command':
      return evaluateSimple(node, frame);
    case 'Pipeline':
      return evaluatePipeline(node, frame);
    case 'AndOr':
      return evaluateAndOr(node, frame);
    case 'Redirected':
      return withRedirects(node.redirects, frame, (inner) => evaluate(node.command, inner));
    case 'Subshell':
      return evaluateScript(node.body, fork(frame));
    case 'BraceGroup':
      return evaluateScript(node.body, frame);
    case 'If':
      return evaluateIf(node, frame);
    case 'For':
    case 'Select':
      return evaluateFor(node, frame);
    case 'While':
      return evaluateWhile(node, frame);
    case 'Case':
      return evaluateCase(node, frame);
    case 'ArithmeticFor':
      runNested(node, { ...frame, scope: fork(frame).scope });
      return evaluateScript(node.body, frame);
    case 'Function':
      frame.scope.functions.set(node.name.value, { node, source: frame.source });
      return nothing;
    case 'Coproc':
      return evaluateCoproc(node, frame);
    case 'TestCommand':
      runNested(node, frame);
      return nothing;
    case 'ArithmeticCommand':
      return evaluateArithmetic(node, frame);
    default:
      return assertNever(node);
  }
}

/** `((rm -rf x))` is arithmetic in bash, and two subshells in a plain POSIX shell: what reads like a command is one. */
function evaluateArithmetic(node: ArithmeticCommand, frame: Frame): Word {
  runNested(node, frame);
  if (!/^\s*[A-Za-z_./(][\w./-]*\s+(-{1,2}[A-Za-z]|[\w./~$"'])/.test(node.body)) return nothing;
  return frame.session.runText({ text: node.body, known: true }, fork(frame), node.body);
}

/** The body of a function; redirections that stand behind it included. */
export function evaluateBody(node: FunctionNode, frame: Frame): Word {
  return node.body.type === 'CompoundList' ? evaluateScript(node.body, frame) : evaluate(node.body, frame);
}

function evaluateSimple(node: Command, frame: Frame): Word {
  return withRedirects(node.redirects, frame, (inner) => evaluateCommand(node, inner));
}

function withRedirects(redirects: readonly Redirection[], frame: Frame, run: (frame: Frame) => Word): Word {
  if (redirects.length === 0) return run(frame);
  const { stdin, collect } = applyRedirects(redirects, frame);
  return collect(run(stdin === frame.stdin ? frame : { ...frame, stdin }));
}

function evaluateCoproc(node: Extract<CommandNode, { type: 'Coproc' }>, frame: Frame): Word {
  const inner = { ...fork(frame), concurrent: true };
  return node.body.type === 'CompoundList' ? evaluateScript(node.body, inner) : evaluate(node.body, inner);
}

/** Each stage is a subshell that reads what the one before it prints. */
function evaluatePipeline(node: Pipeline, frame: Frame): Word {
  const [only] = node.commands;
  if (node.commands.length === 1 && only) return evaluate(only, frame);
  let stdin = frame.stdin;
  let output = nothing;
  for (const stage of node.commands) {
    output = evaluate(stage, { ...fork(frame, stdin), concurrent: true });
    stdin = { rest: output };
  }
  return output;
}

/** What follows `&&` is taken to run after success; what follows `||` may or may not have run. */
function evaluateAndOr(node: AndOr, frame: Frame): Word {
  return node.commands.reduce((output, part, at) => {
    if (at === 0 || node.operators[at - 1] === '&&') return join(output, evaluate(part, frame));
    return join(
      output,
      branch(frame, (inner) => evaluate(part, inner)),
    );
  }, nothing);
}

function branch(frame: Frame, run: (frame: Frame) => Word): Word {
  const inner = fork(frame);
  const output = run(inner);
  mergeScope(frame.scope, inner.scope);
  return output.known && output.text === '' ? output : unknown(output.text, output.origin);
}

function evaluateIf(node: If, frame: Frame): Word {
  const bodies = [
    node.then,
    ...node.elif.flatMap((part) => [part.clause, part.then]),
    ...(node.else ? [node.else] : []),
  ];
  const first = evaluateScript(node.clause, frame);
  const before = fork(frame);
  return bodies.reduce((output, body) => {
    const inner = fork(before);
    const printed = evaluateScript(body, inner);
    mergeScope(frame.scope, inner.scope);
    return join(output, unknownUnlessEmpty(printed));
  }, first);
}

function unknownUnlessEmpty(output: Word): Word {
  return output.known && output.text === '' ? output : unknown(output.text, output.origin);
}

function evaluateFor(node: For | Select, frame: Frame): Word {
  const words = node.wordlist
    ? node.wordlist.flatMap((word) => expandWord(word, frame))
    : (frame.scope.positional ?? [unknown('"$@"')]);
  if (words.length > mostRounds) opaque(frame, 'a loop over too many words to follow', node.name.value);
  let output = nothing;
  for (const word of words.slice(0, mostRounds)) {
    if (frame.session.budget < 0) break;
    frame.scope.variables.set(node.name.value, word);
    output = join(output, evaluateScript(node.body, frame));
  }
  return output;
}

/** One round, and another one for every line of known input that the loop reads. */
function evaluateWhile(node: While, frame: Frame): Word {
  let output = nothing;
  for (let round = 0; round < mostRounds; round += 1) {
    const before = frame.stdin?.rest.text;
    output = join(output, evaluateScript(node.clause, frame));
    output = join(output, evaluateScript(node.body, frame));
    const after = frame.stdin?.rest.text;
    if (after === before || after === '' || after === undefined || frame.session.budget < 0) return output;
  }
  opaque(frame, 'a loop over too many lines to follow', frame.source.slice(node.pos, node.end));
  return output;
}

function evaluateCase(node: Case, frame: Frame): Word {
  expandText(node.word, frame);
  const before = fork(frame);
  return node.items.reduce((output, item) => {
    const inner = fork(before);
    item.pattern.forEach((pattern) => expandText(pattern, inner));
    const printed = evaluateScript(item.body, inner);
    mergeScope(frame.scope, inner.scope);
    return join(output, unknownUnlessEmpty(printed));
  }, nothing);
}
