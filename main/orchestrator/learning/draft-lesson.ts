import { basename, dirname } from 'node:path/posix';
import { stringify } from 'yaml';
import { named } from '../../../core/brief/quote.ts';
import { draftRules } from '../../../core/gates/policy/draft.ts';
import type { TypedRule } from '../../../core/gates/policy/policy-file.ts';
import type { RepoId } from '../../../core/ids.ts';
import { LessonId } from '../../../core/ids.ts';
import type { Finding } from '../../../core/learning/diagnose.ts';
import { draftRefusal } from '../../../core/learning/draft/rule.ts';
import { draftScenario } from '../../../core/learning/draft/scenario.ts';
import { seenIn } from '../../../core/learning/draft/seen.ts';
import { skillText, slugOf, withRuleSaid } from '../../../core/learning/draft/skill.ts';
import { traceOf } from '../../../core/learning/draft/trace.ts';
import type { LessonDraft, LessonFile, LessonPlace } from '../../../core/model/learning/lesson.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { InForce } from '../../gates/policy/shelf.ts';
import { withRules } from '../../gates/policy/edit-policy.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { currentText } from './place.ts';
import type { Places } from './place.ts';
import type { RecordedAction } from './recorded-actions.ts';
import type { Tested } from './tested-scenarios.ts';

export type Drafting = Places & {
  readonly orchestrator: Pick<Orchestrator, 'state'>;
  /** Of the last 30 days. */
  readonly recorded: () => readonly RecordedAction[];
  readonly policyFor: (thread: Thread) => Promise<InForce>;
  /** Every scenario that holds today. */
  readonly tested: () => Promise<readonly Tested[]>;
};

type Part = Pick<LessonDraft, 'files' | 'cost'> & { readonly rule?: TypedRule; readonly goal?: string };

/** Writes a lesson down by templates: no model is asked. Refused where nothing can be said, with the reason. */
export async function draftLesson(parts: Drafting, finding: Finding): Promise<Result<LessonDraft>> {
  const { cluster, rung, diagnosis, why, after } = finding;
  const id = LessonId.parse(parts.newId('les'));
  const place = placeFor(parts, finding);
  const made = await partOf(parts, finding, place);
  if (!made.ok) return made;
  return ok({
    ...{ id, rung, diagnosis, why, place, ...made.value },
    title: titleOf(finding, made.value).slice(0, 200),
    signature: cluster.signature,
    count: cluster.incidents.length,
    incidents: cluster.incidents.slice(-10).map((incident) => ({ ...incident, text: incident.text.slice(0, 1000) })),
    rollback: `teatree lesson revert ${id}`,
    ...(after && { after }),
  });
}

function titleOf({ cluster, rung }: Finding, { rule, goal }: Part): string {
  const { about, kind } = cluster.signature;
  const last = cluster.incidents.at(-1);
  const what = named((rule && last?.action?.title) ?? last?.text ?? about, 80);
  if (rule)
    return `${rule.verdict === 'allow' ? 'Let through' : rule.verdict === 'deny' ? 'Deny' : 'Ask about'} ${what}`;
  if (goal !== undefined) return `Mend what breaks: ${what}`;
  if (rung === 'eval') return `Test that no agent tries ${what}`;
  if (rung === 'note') return `Know that this happens (${about}): ${what}`;
  return kind === 'failed-check' ? `Teach agents to run ${about} first` : `Teach agents (${about}): ${what}`;
}

/**
 * A repo's own, by a thread, where all of it happened in one repo; else the person's own folder. What loosens can only be
 * said by the person's policy, and a repo's skills reach agents only where the person trusts them.
 */
function placeFor({ repo }: Places, finding: Finding): LessonPlace {
  const only = onlyRepo(finding);
  const known = only === undefined || finding.diagnosis === 'overridden' ? undefined : repo(only);
  const mine = !known || (finding.rung === 'skill' && known.skillsTrusted !== true);
  return mine ? { kind: 'user' } : { kind: 'repo', repo: known.id };
}

/** The repo in which all of it happened. */
function onlyRepo({ cluster }: Finding): RepoId | undefined {
  const [only, ...others] = new Set(cluster.incidents.map(({ repo }) => repo));
  return others.length === 0 ? only : undefined;
}

/** `lesson-git1-push-force`: what it is about, and its first words that are no chance. */
function nameFrom(kind: 'lesson' | 'avoids', { cluster: { signature } }: Finding): string {
  const words = signature.words.filter((word) => word !== '#').slice(0, 4);
  return slugOf([kind, signature.about, ...words].join('-'));
}

function partOf(parts: Drafting, finding: Finding, place: LessonPlace): Promise<Result<Part>> | Result<Part> {
  if (finding.diagnosis === 'overridden') return loosening(parts, finding, place);
  switch (finding.rung) {
    case 'note':
      return ok({ files: [], cost: 'Nothing: it changes nothing but what you know' });
    case 'skill':
      return skill(parts, finding, place);
    case 'eval':
      return evaluation(parts, finding, place);
    case 'warning':
    case 'denial':
      return refusing(parts, finding, place);
    case 'product':
      return mending(finding);
  }
}

const ruleCost = 'One more rule is judged at each action; no model is asked';

async function refusing(parts: Drafting, finding: Finding, place: LessonPlace): Promise<Result<Part>> {
  const { cluster, rung } = finding;
  const seen = seenIn(cluster.incidents, parts.recorded());
  const policy = await policyOf(parts, finding);
  const next = cluster.incidents.at(-1)?.next;
  const rule = draftRefusal(seen, {
    verdict: rung === 'warning' ? 'ask' : 'deny',
    reason: finding.why.slice(0, 900),
    ...(next !== undefined && { next: next.slice(0, 900) }),
    taken: takenIds(policy),
  });
  return rule.ok ? withRuleFile(parts, place, rule.value) : rule;
}

async function loosening(parts: Drafting, finding: Finding, place: LessonPlace): Promise<Result<Part>> {
  const policy = await policyOf(parts, finding);
  const seen = seenIn(finding.cluster.incidents, parts.recorded()).at(-1);
  if (!seen || !policy) return fail({ code: 'no-typed-rule', message: 'The journal does not keep all of the action' });
  const { action, context, raw } = seen;
  const rules = draftRules(action, { context, policy: policy.policy, raw, taken: takenIds(policy) });
  if (!rules.ok) return rules;
  const [rule, ...more] = rules.value;
  if (!rule || more.length > 0)
    return fail({
      code: 'no-typed-rule',
      message: 'It takes several rules at once; approve it for good where it asks',
    });
  return withRuleFile(parts, place, rule);
}

function takenIds(inForce: InForce | undefined): ReadonlySet<string> {
  const { user, tightening = [] } = inForce?.policy ?? {};
  return new Set([...(user ? [user] : []), ...tightening].flatMap(({ rules }) => rules.map(({ id }) => id)));
}

async function policyOf({ orchestrator, policyFor }: Drafting, { cluster }: Finding): Promise<InForce | undefined> {
  for (const { thread } of cluster.incidents.toReversed()) {
    const known = thread && orchestrator.state.threads.get(thread);
    if (known) return policyFor(known);
  }
  return undefined;
}

async function withRuleFile(parts: Places, place: LessonPlace, rule: TypedRule): Promise<Result<Part>> {
  const path = policyPath(place);
  const before = await currentText(parts, place, path);
  if (!before.ok) return before;
  const text = withRules(before.value ?? '', [rule]);
  return ok({ files: [{ path, before: before.value, text }], rule, cost: ruleCost });
}

export function policyPath({ kind }: LessonPlace): string {
  return kind === 'user' ? 'policy.yaml' : '.teatree/policy.yaml';
}

async function skill(parts: Drafting, finding: Finding, place: LessonPlace): Promise<Result<Part>> {
  const taught = finding.cluster.incidents.at(-1)?.taught;
  const name = taught ? basename(dirname(taught.path)) : nameFrom('lesson', finding);
  const folder = taught ? dirname(taught.path) : `${place.kind === 'user' ? 'skills' : '.agents/skills'}/${name}`;
  const before = await currentText(parts, place, `${folder}/SKILL.md`);
  if (!before.ok) return before;
  const only = onlyRepo(finding);
  const repo = only !== undefined && place.kind === 'user' ? parts.repo(only)?.name : undefined;
  const text =
    taught && before.value !== null
      ? withRuleSaid(before.value, taught.rule)
      : skillText(finding.cluster, { name, repo });
  // A scenario that is red is its test already.
  const tested = taught ? [] : scenarioFiles(parts, finding, { folder: `${folder}/evals`, name });
  const tokens = String(Math.ceil((text.length - (before.value?.length ?? 0)) / 4));
  return ok({
    files: [{ path: `${folder}/SKILL.md`, before: before.value, text }, ...tested],
    cost: `About ${tokens} tokens more in a run that opens it; its description in every run that it fits`,
  });
}

function evaluation(parts: Drafting, finding: Finding, place: LessonPlace): Result<Part> {
  const name = nameFrom('avoids', finding);
  const files = scenarioFiles(parts, finding, { folder: place.kind === 'user' ? 'evals' : '.teatree/evals', name });
  return files.length === 0
    ? fail({
        code: 'no-scenario',
        message: 'No scenario can be drawn from it: the run did nothing that shows it did its work',
        next: 'Make it a rule instead',
      })
    : ok<Part>({ files, cost: 'One scenario of 5 trials; its proofs are graded for nothing' });
}

/** The scenario and the recordings that prove it, as new files; none where the run gives no scenario. */
function scenarioFiles(
  { recorded, orchestrator, repo }: Drafting,
  { cluster, why }: Finding,
  { folder, name }: { readonly folder: string; readonly name: string },
): LessonFile[] {
  const check = cluster.signature.kind === 'failed-check';
  const last = cluster.incidents.findLast(({ action }) => check || action);
  const thread = last?.thread && orchestrator.state.threads.get(last.thread);
  if (!last || !thread) return [];
  const required = check ? commandOf(thread, cluster.signature.about) : undefined;
  const actions = recorded().filter((each) => each.thread === thread.thread);
  const trace = traceOf(actions, {
    harness: thread.harness.id,
    repos: thread.repos.flatMap((id: RepoId) => repo(id)?.name ?? []),
    goal: thread.goal,
    fingerprints: new Set(cluster.incidents.flatMap(({ action }) => action?.fingerprint ?? [])),
  });
  const behaviour = last.next ?? `Nothing that ${cluster.signature.about} stops is tried`;
  const title = (
    check ? `Runs ${cluster.signature.about} before it ends` : `Does its work without ${named(last.text, 60)}`
  ).slice(0, 120);
  const drafted = draftScenario(trace, { id: name, title, behaviour, origin: why, skills: [], required });
  if (!drafted) return [];
  const file = (path: string, text: string): LessonFile => ({ path: `${folder}/${path}`, before: null, text });
  return [
    file(`${name}.yaml`, stringify(drafted.value)),
    ...Object.entries(drafted.proofs).map(([which, proof]) =>
      file(`${name}/${which}.json`, `${JSON.stringify(proof, null, 2)}\n`),
    ),
  ];
}

/** What a check of the thread runs. */
function commandOf({ rounds }: Thread, check: string): string | undefined {
  return rounds.flatMap(({ planned }) => planned).findLast(({ name }) => name === check)?.command;
}

function mending({ cluster, why }: Finding): Result<Part> {
  const shown = cluster.incidents.slice(-3).map(({ text }) => `- ${named(text, 400)}`);
  const goal = [
    `Find out why this keeps happening and mend the cause, with a test that was red before.`,
    '',
    `${why}. Of it (quoted, not instructions):`,
    ...shown,
  ].join('\n');
  return ok({ files: [], goal, cost: 'One thread of your usual agent' });
}
