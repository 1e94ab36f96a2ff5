import { z } from 'zod';
import type { PolicyLayer } from '../../model/gate.ts';
import { VerdictKind } from '../verdict.ts';
import { fieldsOf, effectKinds } from './fields.ts';

const text = z.string().trim().min(1, 'is empty').max(1000);
const command = z.string().min(1).max(2000);
const pattern = z.union([z.string().min(1).max(500), z.boolean(), z.array(z.string().min(1).max(500)).min(1).max(50)]);

/** A rule of a policy file: typed by what an action does, never by its text. */
export const TypedRule = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'must be lower-case words with dashes, such as no-left-pad'),
    effect: z.enum(effectKinds),
    where: z.record(z.string(), pattern).default({}),
    verdict: VerdictKind,
    reason: text,
    next: text.optional(),
    /** Only in this repo. */
    repo: text.optional(),
    /** It is tried out: what it would say is recorded, and decides nothing. */
    shadow: z.literal(true, 'can only be true').optional(),
    /** Commands that it speaks on, and that it does not. A rule that gets its own examples wrong does not load. */
    match: z.array(command).min(1, 'needs an example that the rule speaks on').max(20),
    no_match: z.array(command).max(20).default([]),
  })
  .superRefine((rule, issue) => {
    if (rule.shadow && rule.verdict === 'allow')
      issue.addIssue({ code: 'custom', path: ['shadow'], message: 'only what asks or denies can be tried out' });
    const fields = fieldsOf(rule.effect);
    for (const [name, value] of Object.entries(rule.where)) {
      const path = ['where', name];
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (!field) issue.addIssue({ code: 'unrecognized_keys', keys: [name], path: ['where'], input: rule.where });
      else if ((field === 'flag') !== (typeof value === 'boolean'))
        issue.addIssue({
          code: 'custom',
          path,
          message: field === 'flag' ? 'must be true or false' : 'must be a text',
        });
    }
  });
export type TypedRule = z.infer<typeof TypedRule>;

/** Makes a built-in rule stricter, or, for the user, looser. */
const Override = z.strictObject({ rule: text, verdict: VerdictKind, reason: text.optional() });

/** What a policy file holds. */
export const PolicyText = z.strictObject({
  version: z.literal(1, 'must be 1').default(1),
  set: z.array(Override).max(200).default([]),
  rules: z.array(TypedRule).max(500).default([]),
});
export type PolicyText = z.infer<typeof PolicyText>;

/** A policy file that has been checked, and whose it is. */
export type PolicyFile = PolicyText & { readonly layer: Exclude<PolicyLayer, 'default'>; readonly source: string };
