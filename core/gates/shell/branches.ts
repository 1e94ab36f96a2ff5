import type { AndOr, Case, If, PipelineNode, Script } from 'unbash';
import type { Word } from '../../model/action.ts';
import { expandText } from './expand/expand.ts';
import { join, nothing, unknown } from './expand/words.ts';
import { fork, mergeNames, type Frame } from './session.ts';
import { settle, whereabouts, type Whereabouts } from './whereabouts.ts';

type Evaluate<Node> = (node: Node, frame: Frame) => Word;
type Body = { readonly commands: Script['commands'] };

/**
 * What follows `&&` runs where the part before it succeeded, what follows `||` where it failed. After the list the
 * shell may be wherever a part has left it, unless that part ended it: `cd x || exit`.
 */
export function evaluateAndOr(node: AndOr, frame: Frame, evaluate: Evaluate<PipelineNode | AndOr>): Word {
  const { scope } = frame;
  const certain = scope.elsewhere;
  let failed: readonly string[] = [];
  let output = nothing;
  node.commands.forEach((part, at) => {
    const inner = at < node.commands.length - 1 ? tested(frame) : frame;
    const before = scope.cwd;
    if (at > 0 && node.operators[at - 1] === '||') {
      output = join(output, afterFailure(part, inner, { certain, failed, evaluate }));
      failed = [];
      return;
    }
    failed = union(failed, without(scope.elsewhere, certain));
    scope.elsewhere = certain;
    output = join(output, evaluate(part, inner));
    if (at > 0 && before !== scope.cwd && before !== undefined) failed = union(failed, [before]);
  });
  if (failed.length > 0) settle(frame, [whereabouts(scope), { cwd: failed[0], elsewhere: failed }]);
  return output;
}

type Failure = {
  readonly certain: readonly string[];
  readonly failed: readonly string[];
  readonly evaluate: Evaluate<PipelineNode | AndOr>;
};

function afterFailure(part: PipelineNode | AndOr, frame: Frame, { certain, failed, evaluate }: Failure): Word {
  const { scope } = frame;
  const inner = fork(frame);
  const places = union(failed, without(scope.elsewhere, certain));
  if (places.length > 0) {
    inner.scope.cwd = places[0];
    inner.scope.elsewhere = union(places.slice(1), certain);
  }
  scope.elsewhere = certain;
  const output = unknownUnlessEmpty(evaluate(part, inner));
  if (inner.scope.ended) return output;
  mergeNames(scope, inner.scope);
  settle(frame, [whereabouts(scope), whereabouts(inner.scope)]);
  return output;
}

/** The condition has moved the shell where it held, and has left it where it did not. */
export function evaluateIf(node: If, frame: Frame, evaluate: Evaluate<Body>): Word {
  const { scope } = frame;
  const before = whereabouts(scope);
  let output = evaluate(node.clause, tested(frame));
  const moved = scope.cwd !== before.cwd;
  const held = moved ? { cwd: scope.cwd, elsewhere: before.elsewhere } : whereabouts(scope);
  const [yes, no] = moved && isNegated(node.clause) ? [before, held] : [held, moved ? before : held];
  const bodies = [
    [node.then, yes] as const,
    ...node.elif.flatMap((part) => [[part.clause, no] as const, [part.then, no] as const]),
    ...(node.else ? [[node.else, no] as const] : []),
  ];
  const places: Whereabouts[] = node.else ? [] : [no];
  const start = fork(frame);
  for (const [body, place] of bodies) {
    const inner = fork(start);
    Object.assign(inner.scope, place);
    output = join(output, unknownUnlessEmpty(evaluate(body, inner)));
    if (inner.scope.ended) continue;
    mergeNames(scope, inner.scope);
    places.unshift(whereabouts(inner.scope));
  }
  settle(frame, places);
  return output;
}

function isNegated({ commands }: Body): boolean {
  const last = commands.at(-1)?.command;
  return last?.type === 'Pipeline' && last.prefixes.some((prefix) => prefix.type === 'Negation');
}

export function evaluateCase(node: Case, frame: Frame, evaluate: Evaluate<Body>): Word {
  expandText(node.word, frame);
  const { scope } = frame;
  const start = fork(frame);
  const places: Whereabouts[] = [whereabouts(scope)];
  let output = nothing;
  for (const item of node.items) {
    const inner = fork(start);
    item.pattern.forEach((pattern) => expandText(pattern, inner));
    output = join(output, unknownUnlessEmpty(evaluate(item.body, inner)));
    if (inner.scope.ended) continue;
    mergeNames(scope, inner.scope);
    places.push(whereabouts(inner.scope));
  }
  settle(frame, places);
  return output;
}

function tested(frame: Frame): Frame {
  return frame.scope.errexit && !frame.tested ? { ...frame, tested: true } : frame;
}

function unknownUnlessEmpty(output: Word): Word {
  return output.known && output.text === '' ? output : unknown(output.text, output.origin);
}

const none: readonly string[] = [];

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  if (right.length === 0) return left;
  return left.length === 0 ? right : [...new Set([...left, ...right])];
}

function without(list: readonly string[], taken: readonly string[]): readonly string[] {
  return list === taken || list.length === 0 ? none : list.filter((item) => !taken.includes(item));
}
