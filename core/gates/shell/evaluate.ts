import type { AndOr, ArithmeticCommand, Command, CommandNode, For, Function as FunctionNode, Pipeline } from 'unbash';
import type { PipelineNode, Redirection, Script, Select, Statement, While } from 'unbash';
import type { Word } from '../../model/action.ts';
import { assertNever } from '../../result.ts';
import { expandWord, runNested } from './expand/expand.ts';
import { join, known, nothing, unknown } from './expand/words.ts';
import { evaluateCommand } from './simple-command.ts';
import { applyRedirects, write } from './redirects.ts';
import { evaluateAndOr, evaluateCase, evaluateIf } from './branches.ts';
import { fork, opaque, withinBudget, type Frame } from './session.ts';
import { betweenStages, functionHead } from './syntax.ts';

const mostRounds = 32;

type Node = PipelineNode | AndOr;

/** Follows a script and answers what it prints, as far as that can be known. */
export function evaluateScript(script: { readonly commands: Script['commands'] }, frame: Frame): Word {
  return script.commands.reduce((output, statement) => join(output, evaluateStatement(statement, frame)), nothing);
}

function evaluateStatement(statement: Statement, frame: Frame): Word {
  if (!withinBudget(frame)) return nothing;
  const inner = withOpened(frame);
  const output = evaluate(statement.command, statement.background ? { ...fork(inner), concurrent: true } : inner);
  const stdout = frame.scope.descriptors.get('1');
  return stdout?.kind === 'file' && !frame.piped ? write({ ...stdout, append: true }, output, frame) : output;
}

/** What `exec` has opened is what commands read, unless something is piped in. */
function withOpened(frame: Frame): Frame {
  const opened = frame.stdin ? undefined : frame.scope.descriptors.get('0');
  return opened?.kind === 'input' ? { ...frame, stdin: opened.input } : frame;
}

function evaluate(node: Node, frame: Frame): Word {
  switch (node.type) {
    case 'Command':
      return evaluateSimple(node, frame);
    case 'Pipeline':
      return evaluatePipeline(node, frame);
    case 'AndOr':
      return evaluateAndOr(node, frame, evaluate);
    case 'Redirected':
      return withRedirects(node.redirects, frame, (inner) => evaluate(node.command, inner));
    case 'Subshell':
      return evaluateScript(node.body, fork(frame));
    case 'BraceGroup':
      return evaluateScript(node.body, frame);
    case 'If':
      return evaluateIf(node, frame, evaluateScript);
    case 'For':
    case 'Select':
      return evaluateFor(node, frame);
    case 'While':
      return evaluateWhile(node, frame);
    case 'Case':
      return evaluateCase(node, frame, evaluateScript);
    case 'ArithmeticFor':
      if (!/^for\s*\(\(/.test(frame.source.slice(node.pos, node.pos + 40)))
        opaque(frame, 'shell syntax: `for (` is no loop', frame.source.slice(node.pos, node.end));
      runNested(node, { ...frame, scope: fork(frame).scope });
      return evaluateScript(node.body, frame);
    case 'Function':
      return defineFunction(node, frame);
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

function defineFunction(node: FunctionNode, { scope, session, source }: Frame): Word {
  const dropped = functionHead(source.slice(node.name.end, node.body.pos));
  const segment = source.slice(node.pos, node.end);
  if (dropped !== undefined) session.steps.push({ kind: 'opaque', reason: `shell syntax: ${dropped}`, segment });
  scope.functions.set(node.name.value, { node, source });
  return nothing;
}

/** The body of a function; redirections that stand behind it included. */
export function evaluateBody(node: FunctionNode, frame: Frame): Word {
  return node.body.type === 'CompoundList' ? evaluateScript(node.body, frame) : evaluate(node.body, frame);
}

function evaluateSimple(node: Command, frame: Frame): Word {
  const { redirects } = node;
  if (redirects.length === 0) return evaluateCommand(node, frame);
  if (node.name?.value === 'exec' && node.args.length === 0) {
    applyRedirects(redirects, frame, true);
    return nothing;
  }
  return withRedirects(redirects, frame, (inner) => evaluateCommand(node, inner));
}

function withRedirects(redirects: readonly Redirection[], frame: Frame, run: (frame: Frame) => Word): Word {
  const { stdin, captured, collect } = applyRedirects(redirects, frame);
  return collect(run({ ...frame, stdin, piped: captured || frame.piped }));
}

/** What it prints can be read from a descriptor that `${NAME[0]}` names. */
function evaluateCoproc(node: Extract<CommandNode, { type: 'Coproc' }>, frame: Frame): Word {
  const inner = { ...fork(frame), concurrent: true };
  const rest = node.body.type === 'CompoundList' ? evaluateScript(node.body, inner) : evaluate(node.body, inner);
  const { arrays, descriptors } = frame.scope;
  const [reads, writes] = ['63', '60'] as const;
  arrays.set(
    node.name?.value ?? 'COPROC',
    new Map([
      ['0', known(reads)],
      ['1', known(writes)],
    ]),
  );
  descriptors.set(reads, { kind: 'input', input: { rest } });
  return nothing;
}

/** Each stage is a subshell that reads what the one before it prints. */
function evaluatePipeline(node: Pipeline, frame: Frame): Word {
  const [only] = node.commands;
  if (node.commands.length === 1 && only) return evaluate(only, frame);
  let stdin = frame.stdin;
  let output = nothing;
  for (const [at, stage] of node.commands.entries()) {
    const next = node.commands[at + 1];
    const dropped = next && betweenStages(frame.source.slice(stage.end, next.pos));
    if (dropped !== undefined) opaque(frame, `shell syntax: ${dropped}`, frame.source.slice(node.pos, node.end));
    const piped = frame.piped || at < node.commands.length - 1;
    output = evaluate(stage, { ...fork(frame, stdin), concurrent: true, piped });
    stdin = { rest: output };
  }
  return output;
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
