import { z } from 'zod';
import { wildcardMatches } from '../../gates/policy/wildcard.ts';

const Scalar = z.union([z.string().min(1).max(2000), z.number(), z.boolean()]);
/** No nested repetition: a pattern must not take for ever on what an agent wrote. */
const Regex = z
  .string()
  .min(1)
  .max(500)
  .superRefine((source, issue) => {
    const problem = problemOf(source);
    if (problem !== undefined) issue.addIssue({ code: 'custom', message: problem });
  });

/** What one value must be. A plain text, number or flag must be equal. Several demands hold together. */
export const Matcher = z.preprocess(
  (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { equals: value }),
  z
    .strictObject({
      equals: Scalar,
      contains: z.string().min(1).max(2000),
      regex: Regex,
      /** `*` up to a slash, `**` anything. */
      glob: z.string().min(1).max(500),
      oneOf: z.array(Scalar).min(1).max(50),
      /** Everything in it stands in the value too. */
      jsonSubset: z.record(z.string(), z.json()),
      gt: z.number(),
      lt: z.number(),
      absent: z.literal(true, 'can only be true'),
    })
    .partial()
    .refine((demands) => Object.keys(demands).length > 0, 'demands nothing'),
);
export type Matcher = z.output<typeof Matcher>;

export const matcherKeys = ['equals', 'contains', 'regex', 'glob', 'oneOf', 'jsonSubset', 'gt', 'lt', 'absent'];

/** Of a list (the arguments of a command, the branches of a push) one value has to fit all demands; `absent`: no value is there. */
export function matches(matcher: Matcher, value: unknown): boolean {
  const values = Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
  const { absent, ...demands } = matcher;
  if (absent) return values.length === 0;
  return values.some((each) => fits(demands, each));
}

function fits(demands: Matcher, value: unknown): boolean {
  const { equals, oneOf, jsonSubset } = demands;
  return (
    (equals === undefined || value === equals) &&
    (oneOf === undefined || oneOf.some((each) => each === value)) &&
    (jsonSubset === undefined || isSubset(jsonSubset, value)) &&
    textFits(demands, typeof value === 'string' ? value : undefined) &&
    numberFits(demands, typeof value === 'number' ? value : undefined)
  );
}

function textFits({ contains, regex, glob }: Matcher, text: string | undefined): boolean {
  if (text === undefined) return contains === undefined && regex === undefined && glob === undefined;
  return (
    (contains === undefined || text.includes(contains)) &&
    (regex === undefined || new RegExp(regex, 'u').test(text.slice(0, longest))) &&
    (glob === undefined || wildcardMatches(glob, text, '/'))
  );
}

function numberFits({ gt, lt }: Matcher, number: number | undefined): boolean {
  if (number === undefined) return gt === undefined && lt === undefined;
  return (gt === undefined || number > gt) && (lt === undefined || number < lt);
}

const longest = 100_000;

function isSubset(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part))
    return Array.isArray(whole) && part.every((each) => whole.some((other) => isSubset(each, other)));
  if (typeof part !== 'object' || part === null) return part === whole;
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false;
  return Object.entries(part).every(
    ([key, value]) => Object.hasOwn(whole, key) && isSubset(value, (whole as Record<string, unknown>)[key]),
  );
}

function problemOf(source: string): string | undefined {
  if (/\([^)]*[*+}][^)]*\)[*+{]/.test(source)) return 'repeats a repetition, which can take for ever; write it plainly';
  try {
    return new RegExp(source, 'u').test('') ? 'matches the empty text, so it demands nothing' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
