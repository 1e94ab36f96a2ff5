import type { Incident, IncidentKind } from '../model/learning/incident.ts';
import type { Diagnosis, Lesson, Rung } from '../model/learning/lesson.ts';
import { counted } from '../views/text/counted.ts';
import type { Cluster } from './cluster.ts';
import { sameCause } from './signature.ts';
import { landedAt, watchMs } from './standing.ts';
import type { Landed } from './standing.ts';

export type Finding = {
  readonly cluster: Cluster;
  readonly diagnosis: Diagnosis;
  readonly rung: Rung;
  readonly why: string;
  readonly after?: Lesson['id'];
};

/** Less often is chance, not a cause. */
const leastTimes = 3;
/** A gate that is answered with yes so often is in the way. */
const overriddenShare = 0.3;
const leastAnswers = 5;

const rungs: readonly Rung[] = ['note', 'skill', 'eval', 'warning', 'denial', 'product'];

/** Where teaching begins for each kind. */
const first: Readonly<Record<IncidentKind, readonly [Diagnosis, Rung]>> = {
  denial: ['knowledge', 'skill'],
  correction: ['knowledge', 'skill'],
  'failed-check': ['knowledge', 'skill'],
  rejection: ['forbidden', 'denial'],
  approval: ['overridden', 'note'],
  'red-eval': ['forbidden', 'denial'],
  revert: ['product', 'product'],
  override: ['unclear', 'note'],
  stall: ['unclear', 'note'],
  overrun: ['unclear', 'note'],
};

/** What each cluster calls for, the most frequent first. One that was answered is there again only when it was taught and came back. */
export function findingsIn(
  clusters: readonly Cluster[],
  lessons: readonly Lesson[],
  landed: Landed,
): readonly Finding[] {
  return clusters
    .flatMap((cluster) => findingIn(cluster, { clusters, lessons, landed }) ?? [])
    .toSorted((a, b) => b.cluster.incidents.length - a.cluster.incidents.length);
}

type Around = {
  readonly clusters: readonly Cluster[];
  readonly lessons: readonly Lesson[];
  readonly landed: Landed;
};

function findingIn(cluster: Cluster, around: Around): Finding | undefined {
  const taught = around.lessons.filter(({ signature }) => sameCause(signature, cluster.signature));
  const last = taught.at(-1);
  if (last) return recurrence(cluster, last, around.landed);
  const { kind } = cluster.signature;
  if (!isCause(cluster) || (kind === 'approval' && !isInTheWay(cluster, around.clusters))) return undefined;
  const [diagnosis, rung] = kind === 'red-eval' ? ofRedEval(cluster) : first[kind];
  return { cluster, diagnosis, rung, why: whyOf(cluster) };
}

/** Where the skill does not say the rule nobody told the agent; where it does, more prose helps nobody. */
function ofRedEval({ incidents }: Cluster): readonly [Diagnosis, Rung] {
  if (incidents.at(-1)?.taught?.stated === false) return first.denial;
  // What an agent left undone no gate can stop.
  return incidents.some(({ action }) => action) ? first['red-eval'] : first.revert;
}

/** One red eval was confirmed before it came here. */
function isCause({ signature: { kind }, incidents }: Cluster): boolean {
  if (kind === 'red-eval' || kind === 'revert') return true;
  const threads = new Set(incidents.map(({ thread }) => thread)).size;
  return (kind === 'stall' || kind === 'overrun' ? threads : incidents.length) >= leastTimes;
}

/** By all that was answered to the same rule, whatever the action was. */
function isInTheWay({ signature: { about } }: Cluster, clusters: readonly Cluster[]): boolean {
  const answers = (kind: IncidentKind) =>
    clusters
      .filter(({ signature }) => signature.kind === kind && signature.about === about)
      .reduce((sum, { incidents }) => sum + incidents.length, 0);
  const [yes, no] = [answers('approval'), answers('rejection')];
  return yes + no >= leastAnswers && yes / (yes + no) >= overriddenShare;
}

/**
 * It was taught, and came back while that was watched: one rung up. What was told already is not told again in other
 * words. What waits for an answer, was refused, or was taken back stays as it is.
 */
function recurrence(cluster: Cluster, last: Lesson, landed: Landed): Finding | undefined {
  const since = landedAt(last, landed);
  if (since === undefined || last.reverted) return undefined;
  const again = cluster.incidents.filter(({ at }) => at > since && at <= since + watchMs);
  const rung = nextRung(last.rung, cluster.signature.kind);
  if (again.length === 0 || rung === undefined) return undefined;
  const times = counted(again.length, 'time');
  return {
    ...{ cluster: { ...cluster, incidents: again }, rung, after: last.id },
    diagnosis: rung === 'product' ? 'product' : rung === 'skill' ? 'knowledge' : 'drift',
    why: `It came back ${times} after “${last.title}” (${last.rung}) had landed`,
  };
}

/** A rule adds nothing to what the gate denies already; what is no action cannot be gated. */
function nextRung(rung: Rung, kind: IncidentKind): Rung | undefined {
  const gateable = kind === 'approval' || kind === 'rejection' || kind === 'red-eval';
  return rungs.slice(rungs.indexOf(rung) + 1).find((each) => gateable || (each !== 'warning' && each !== 'denial'));
}

function whyOf({ signature: { kind, about }, incidents }: Cluster): string {
  const times = counted(incidents.length, 'time');
  const threads = new Set(incidents.flatMap(({ thread }) => thread ?? [])).size;
  const where = threads === 0 ? '' : ` in ${counted(threads, 'thread')}`;
  return `${words[kind].replace('{about}', about)} ${times}${where}`;
}

const words: Readonly<Record<IncidentKind, string>> = {
  denial: 'The gate had to say no ({about})',
  rejection: 'You said no where {about} asked',
  approval: 'You said yes where {about} asked',
  'failed-check': 'The check {about} failed the same way',
  revert: 'What had landed was taken back',
  correction: 'You told agents the same',
  override: 'You decided otherwise than the rules ({about})',
  stall: 'Threads got stuck the same way ({about})',
  overrun: 'Threads took more than twice what was expected,',
  'red-eval': 'The scenario {about} turned red',
};

/** What one incident calls for when the person asks for it. */
export function wished({ kind }: Incident, rung: Rung): Pick<Finding, 'diagnosis' | 'rung'> {
  const diagnosis = rung === 'denial' ? 'forbidden' : rung === 'eval' ? 'drift' : first[kind][0];
  return { diagnosis, rung };
}
