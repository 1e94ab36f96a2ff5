import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';

/** A step's `when:`. Grammar: or › and › not › (…) | exists('path') | operand == operand | operand != operand. */
export type Condition =
  | { readonly kind: 'exists'; readonly path: string }
  | { readonly kind: 'equals'; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

export type Operand =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'name'; readonly name: string };

export type ConditionWorld = {
  /** Value of `repo`, `item`, `answers.x` or `inputs.x`; an unanswered question is the empty text. */
  value(name: string): string;
  exists(path: string): boolean;
};

export function evaluate(condition: Condition, world: ConditionWorld): boolean {
  switch (condition.kind) {
    case 'exists':
      return world.exists(condition.path);
    case 'equals':
      return operandText(condition.left, world) === operandText(condition.right, world);
    case 'not':
      return !evaluate(condition.of, world);
    case 'and':
      return evaluate(condition.left, world) && evaluate(condition.right, world);
    case 'or':
      return evaluate(condition.left, world) || evaluate(condition.right, world);
  }
}

export function parseCondition(source: string): Result<Condition> {
  const tokens = source.match(TOKEN)?.map((text) => text.trim()) ?? [];
  const reader: Reader = { tokens: tokens.filter((text) => text !== ''), at: 0, depth: 0 };
  const parsed = parseOr(reader);
  if (typeof parsed === 'string') return refuse(parsed);
  const left = reader.tokens[reader.at];
  return left === undefined ? ok(parsed) : refuse(`does not understand "${left}" after a complete condition`);
}

/** Every name a condition reads, for the check that it exists. */
export function namesIn(condition: Condition): string[] {
  switch (condition.kind) {
    case 'exists':
      return [];
    case 'equals':
      return [condition.left, condition.right].flatMap((operand) => (operand.kind === 'name' ? [operand.name] : []));
    case 'not':
      return namesIn(condition.of);
    case 'and':
    case 'or':
      return [...namesIn(condition.left), ...namesIn(condition.right)];
  }
}

type Reader = { readonly tokens: readonly string[]; at: number; depth: number };
/** A text is what is wrong. */
type Parsed = Condition | string;

const TOKEN = /\s*(?:'[^']*'|"[^"]*"|==|!=|[()]|[\w.-]+|\S)/g;
const NAME = /^(?:repo|item|(?:answers|inputs)\.[\w-]+)$/;
const MAX_DEPTH = 50;

function refuse(message: string): Result<never> {
  const next = "Write for example: exists('package.json') and not answers.scope == 'small'";
  return fail({ code: 'condition-malformed', message, next });
}

function operandText(operand: Operand, world: ConditionWorld): string {
  return operand.kind === 'text' ? operand.text : world.value(operand.name);
}

function parseOr(reader: Reader): Parsed {
  return parseChain(reader, 'or', parseAnd);
}

function parseAnd(reader: Reader): Parsed {
  return parseChain(reader, 'and', parseNot);
}

function parseChain(reader: Reader, kind: 'and' | 'or', parseNext: (reader: Reader) => Parsed): Parsed {
  let left = parseNext(reader);
  while (typeof left !== 'string' && take(reader, kind)) {
    const right = parseNext(reader);
    if (typeof right === 'string') return right;
    left = { kind, left, right };
  }
  return left;
}

function parseNot(reader: Reader): Parsed {
  if (!take(reader, 'not')) return parsePrimary(reader);
  const of = nested(reader, parseNot);
  return typeof of === 'string' ? of : { kind: 'not', of };
}

function parsePrimary(reader: Reader): Parsed {
  if (take(reader, '(')) {
    const inner = nested(reader, parseOr);
    if (typeof inner === 'string') return inner;
    return take(reader, ')') ? inner : 'misses a closing ")"';
  }
  return take(reader, 'exists') ? parseExists(reader) : parseComparison(reader);
}

function parseExists(reader: Reader): Parsed {
  const path = take(reader, '(') ? parseOperand(reader) : undefined;
  if (path === undefined || typeof path === 'string' || path.kind !== 'text' || !take(reader, ')')) {
    return "expects a quoted path, as in exists('package.json')";
  }
  return { kind: 'exists', path: path.text };
}

function parseComparison(reader: Reader): Parsed {
  const left = parseOperand(reader);
  if (typeof left === 'string') return left;
  const negated = take(reader, '!=');
  if (!negated && !take(reader, '==')) return 'expects == or != between two values';
  const right = parseOperand(reader);
  if (typeof right === 'string') return right;
  const equals: Condition = { kind: 'equals', left, right };
  return negated ? { kind: 'not', of: equals } : equals;
}

function parseOperand(reader: Reader): Operand | string {
  const token = reader.tokens[reader.at];
  if (token === undefined) return 'ends too early';
  reader.at += 1;
  if (/^(['"]).*\1$/s.test(token) && token.length > 1) return { kind: 'text', text: token.slice(1, -1) };
  if (NAME.test(token)) return { kind: 'name', name: token };
  return `does not understand "${token}"; values are quoted texts, repo, item, answers.<id> and inputs.<name>`;
}

function nested(reader: Reader, parse: (reader: Reader) => Parsed): Parsed {
  if (reader.depth >= MAX_DEPTH) return 'is nested too deeply';
  reader.depth += 1;
  const parsed = parse(reader);
  reader.depth -= 1;
  return parsed;
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}
