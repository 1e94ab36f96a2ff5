import { basename, dirname } from 'node:path/posix';
import { setImmediate as turn } from 'node:timers/promises';
import { Recording } from '../../../core/evals/grading/recording.ts';
import { plainRule } from '../../../core/evals/replay/script.ts';
import { parseScenario } from '../../../core/evals/scenario/scenario.ts';
import { defaultPolicy } from '../../../core/gates/policy.ts';
import type { Policy } from '../../../core/gates/policy.ts';
import type { TypedRule } from '../../../core/gates/policy/policy-file.ts';
import { noRuleUnsaid, noScenarioWorse } from '../../../core/learning/no-worse.ts';
import { seenIn } from '../../../core/learning/draft/seen.ts';
import {
  addReplays,
  emptyReplay,
  proofOf,
  replayed,
  ruleClaims,
  scenarioClaims,
  withRule,
} from '../../../core/learning/prove.ts';
import type { LessonDraft, LessonFile, LessonProof } from '../../../core/model/learning/lesson.ts';
import { parseJson } from '../../../core/parse-json.ts';
import { readYaml, yamlProblemLine } from '../../files/read-yaml.ts';
import { readPolicy } from '../../gates/policy/read-policy.ts';
import { readSkill } from '../../skills/read-skill.ts';
import type { Drafting } from './draft-lesson.ts';
import { policyPath } from './draft-lesson.ts';
import type { Tested } from './tested-scenarios.ts';

type Claim = LessonProof['claims'][number];
type Proving = Pick<Drafting, 'recorded' | 'policyFor' | 'orchestrator' | 'tested'>;
export type Proven = { readonly proof: LessonProof; readonly rule?: TypedRule };

const slice = 50;

/** Tries out what the files say now, edited or not. A lesson that changes nothing has nothing to prove. */
export async function proveLesson(parts: Proving, draft: LessonDraft, files: readonly LessonFile[]): Promise<Proven> {
  if (files.length === 0)
    return {
      proof: proofOf([
        { claim: 'It changes no file', held: true, text: draft.goal === undefined ? '' : 'A thread begins' },
      ]),
    };
  const policy = files.find(({ path }) => path === policyPath(draft.place));
  if (policy) return provePolicy(parts, draft, policy);
  const tested = await parts.tested();
  const claims = [...skillClaims(files, tested), ...evalClaims(files), ...redEvalClaims(draft, files, tested)];
  return { proof: proofOf(claims.length > 0 ? claims : [unknownFiles(files)]) };
}

function unknownFiles(files: readonly LessonFile[]): Claim {
  return {
    claim: 'A machine can try it',
    held: false,
    text: files
      .map(({ path }) => path)
      .join(', ')
      .slice(0, 2000),
  };
}

async function provePolicy(parts: Proving, draft: LessonDraft, file: LessonFile): Promise<Proven> {
  const layer = draft.place.kind;
  const read = readPolicy(file.text, { layer, source: 'lesson', file: file.path });
  if (!read.ok) {
    const text = read.problems.map(({ line, message }) => `${file.path}:${String(line)}: ${message}`).join('\n');
    return { proof: proofOf([{ claim: 'The policy file loads', held: false, text: text.slice(0, 2000) }]) };
  }
  const known = read.policy.rules.find(({ id }) => id === draft.rule?.id);
  if (!known)
    return { proof: proofOf([{ claim: 'The rule is there', held: false, text: `No rule ${draft.rule?.id ?? ''}` }]) };
  const before = await policyBefore(parts, draft);
  return { rule: known, proof: proofOf(await tried(parts, draft, { rule: known, before, layer })) };
}

/** As it is for the thread in which it happened. */
async function policyBefore({ orchestrator, policyFor }: Proving, { incidents }: LessonDraft): Promise<Policy> {
  const thread = incidents.map((each) => each.thread && orchestrator.state.threads.get(each.thread)).find(Boolean);
  return thread ? (await policyFor(thread)).policy : defaultPolicy;
}

type Trial = { readonly rule: TypedRule; readonly before: Policy; readonly layer: 'user' | 'repo' };

async function tried(
  parts: Proving,
  { incidents }: LessonDraft,
  { rule, before, layer }: Trial,
): Promise<readonly Claim[]> {
  const after = withRule(before, rule, layer);
  const past = parts.recorded();
  const seen = seenIn(incidents, past);
  let replay = emptyReplay;
  for (let at = 0; at < past.length; at += slice) {
    replay = addReplays(replay, replayed(past.slice(at, at + slice), before, after));
    // Other work of the app goes on between two slices.
    await turn();
  }
  return [...ruleClaims({ rule, before, after, seen, replay }), noScenarioWorse(await parts.tested(), before, after)];
}

/** A scenario that turned red: it still tells good from bad, and the skill that it tests says its rule now. */
function redEvalClaims(
  { signature, incidents }: LessonDraft,
  files: readonly LessonFile[],
  tested: readonly Tested[],
): readonly Claim[] {
  const taught = incidents.at(-1)?.taught;
  if (!taught) return [];
  const scenario = tested.find((each) => each.scenario.id === signature.about);
  const text = files.find(({ path }) => path === taught.path)?.text ?? '';
  const said = plainRule(text).includes(plainRule(taught.rule));
  return [
    { claim: 'The skill says the rule that was not kept', held: said, text: taught.rule },
    ...(scenario
      ? scenarioClaims(scenario)
      : [{ claim: 'Its scenario is proven', held: false, text: `No scenario ${signature.about} holds today` }]),
  ];
}

function skillClaims(files: readonly LessonFile[], tested: readonly Tested[]): readonly Claim[] {
  return files.flatMap(({ path, text, before }): readonly Claim[] => {
    if (basename(path) !== 'SKILL.md') return [];
    const { skill, problems } = readSkill(basename(dirname(path)), [{ path: 'SKILL.md', text }]);
    const wrong = problems.map(({ line, message }) => `${path}:${String(line)}: ${message}`).join('\n');
    const held = skill !== undefined && problems.length === 0;
    const loads = { claim: 'The skill loads', held, text: (wrong || skill?.description || '').slice(0, 2000) };
    if (before === null) return [loads];
    const scenarios = tested.map(({ scenario }) => scenario);
    return [loads, noRuleUnsaid(scenarios, { name: basename(dirname(path)), before, text })];
  });
}

function evalClaims(files: readonly LessonFile[]): readonly Claim[] {
  return files.flatMap(({ path, text }): readonly Claim[] => {
    if (!path.endsWith('.yaml')) return [];
    const read = readYaml(text, parseScenario);
    if (!read.ok) {
      const lines = read.problems.map((problem) => yamlProblemLine(path, problem)).join('\n');
      return [{ claim: 'The scenario loads', held: false, text: lines.slice(0, 2000) }];
    }
    const recordingAt = (name: string) => {
      const found = files.find((file) => file.path === `${dirname(path)}/${name}`);
      return Recording.safeParse(found && parseJson(found.text)).data;
    };
    const { pass, fail, noop } = read.value.proof;
    const proofs = { pass: recordingAt(pass), fail: recordingAt(fail), noop: recordingAt(noop) };
    return proofs.pass && proofs.fail && proofs.noop
      ? scenarioClaims({ scenario: read.value, proofs: { pass: proofs.pass, fail: proofs.fail, noop: proofs.noop } })
      : [{ claim: 'Its recordings load', held: false, text: `${pass}, ${fail}, ${noop}` }];
  });
}
