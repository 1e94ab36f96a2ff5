import { z } from 'zod';
import { parseCondition } from './condition.ts';
import { parsePatch } from './patch.ts';
import { withoutReferences } from './template.ts';

/** Numbers and booleans are welcome wherever a text is meant: `20` and `"20"` are the same answer. */
export const Scalar = z
  .union([z.string(), z.number(), z.boolean()], { error: 'must be a text, a number, true or false' })
  .transform(String);

const name = z.string().max(200);
const text = z.string().min(1, 'must not be empty');
export const Identifier = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,59}$/, 'must start with a letter and contain only letters, digits, - and _');

/** Relative to the repo. Checked again after `${…}` is filled in. */
const RepoPath = text.refine(isInside, 'must be a path inside the repo: relative, without ..');

export function isInside(path: string): boolean {
  const parts = path.split(/[\\/]/);
  return path !== '' && !/^(?:[\\/~]|[A-Za-z]:)/.test(path) && !parts.includes('..') && !parts.includes('.git');
}

const globs = z.preprocess(asList, z.array(text).min(1, 'must name at least one glob'));

/** A template is checked with a harmless word in place of each reference. */
export const Pattern = text.superRefine((pattern, context) => {
  try {
    RegExp(withoutReferences(pattern));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
    context.addIssue({ code: 'custom', message: `not a valid regular expression: ${reason}`, params: PATTERN_REMEDY });
  }
});
const PATTERN_REMEDY = { next: 'To match such a character itself, put a backslash before it' };

const Run = z.preprocess(
  (value) => (typeof value === 'string' ? { command: value } : value),
  z.strictObject({
    command: text.max(10_000),
    /** Seconds. */
    timeout: z.number().positive().max(86_400).default(600),
  }),
);

const Replace = z.strictObject({
  files: globs,
  pattern: Pattern,
  flags: z
    .string()
    .regex(/^(?!.*(.).*\1)[dgimsu]*$/, 'may contain each of g, i, m, s, u once')
    .default('g'),
  with: z.string(),
});

const Write = z.strictObject({
  path: RepoPath,
  content: z.string().max(1_000_000),
  executable: z.boolean().default(false),
});

const Patch = text.max(1_000_000).superRefine((patch, context) => {
  const parsed = parsePatch(patch);
  if (!parsed.ok) {
    context.addIssue({ code: 'custom', message: parsed.error.message, params: { next: parsed.error.next } });
  }
});

const Edit = z
  .strictObject({
    file: RepoPath,
    set: z.record(text, z.json()).default({}),
    delete: z.preprocess(asList, z.array(text)).default([]),
  })
  .refine((edit) => Object.keys(edit.set).length + edit.delete.length > 0, 'changes nothing: add `set` or `delete`');

const Question = z.strictObject({ question: text.max(2000), options: z.array(Scalar).max(20).default([]) });

const Commit = z.preprocess(
  (value) => (typeof value === 'string' ? { message: value } : value),
  z.strictObject({ message: text.max(10_000), paths: z.array(RepoPath).min(1).optional() }),
);

const WORK = {
  run: Run,
  replace: Replace,
  write: Write,
  patch: Patch,
  json: Edit,
  yaml: Edit,
  ask: Question,
  commit: Commit,
};
const optionalWork = z.object(WORK).partial().shape;

type Kind = keyof typeof WORK;
/** What a step does: exactly one of these. */
export type Work = { [K in Kind]: { readonly kind: K; readonly with: z.output<(typeof WORK)[K]> } }[Kind];

const STEP_KINDS = Object.keys(WORK);

const When = z.string().transform((source, context) => {
  const parsed = parseCondition(source);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.error.message, params: { next: parsed.error.next } });
  return z.NEVER;
});

const ForEach = z.union([text.transform((glob) => ({ glob })), z.array(Scalar).transform((values) => ({ values }))], {
  error: 'must be a glob or a list of values',
});

const rawStep = z.strictObject({
  id: Identifier.optional(),
  name: name.optional(),
  repos: z.preprocess(asList, z.array(text).min(1, 'must name at least one repo')).optional(),
  when: When.optional(),
  foreach: ForEach.optional(),
  ...optionalWork,
});
export const STEP_KEYS = Object.keys(rawStep.shape);

export const Step = rawStep.transform((raw, context) => {
  const { id, name, repos, when, foreach, ...work } = raw;
  const kinds = Object.entries(work).filter(([, value]) => value !== undefined);
  const [first] = kinds;
  if (kinds.length !== 1 || first === undefined) {
    const message =
      first === undefined ? 'says nothing to do' : `does several things: ${kinds.map(([kind]) => kind).join(', ')}`;
    context.addIssue({
      code: 'custom',
      message,
      params: { next: `A step has exactly one of ${STEP_KINDS.join(', ')}` },
    });
    return z.NEVER;
  }
  // The object schema has just proved that each key holds the value of its own kind.
  return { id, name, repos, when, foreach, work: { kind: first[0], with: first[1] } as Work };
});
export type Step = z.output<typeof Step>;

function asList(value: unknown): unknown {
  return typeof value === 'string' ? [value] : value;
}
