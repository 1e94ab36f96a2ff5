import type { LessonWish } from '../../../core/contract/lesson-methods.ts';
import type { LessonId } from '../../../core/ids.ts';
import { clustersOf } from '../../../core/learning/cluster.ts';
import { wished } from '../../../core/learning/diagnose.ts';
import type { Finding } from '../../../core/learning/diagnose.ts';
import { incidentsIn } from '../../../core/learning/incidents.ts';
import { sameCause, signatureOf } from '../../../core/learning/signature.ts';
import { isNote } from '../../../core/learning/standing.ts';
import type { Opens } from '../../../core/loop/lessons/lesson-command.ts';
import type { Actor } from '../../../core/model/ask.ts';
import type { Incident } from '../../../core/model/learning/incident.ts';
import type { Lesson, LessonFile } from '../../../core/model/learning/lesson.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Journal } from '../../store/store-port.ts';
import { usualHarness } from '../deciding/open-signal.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { draftLesson } from './draft-lesson.ts';
import type { Drafting } from './draft-lesson.ts';
import type { IncidentLog } from './incident-log.ts';
import { filesThread, opening, unchanged } from './place.ts';
import { proveLesson } from './prove-lesson.ts';
import { takeBack } from './take-back.ts';
import { writeLesson } from './write-lesson.ts';
import type { Pen } from './write-lesson.ts';

export type OfficeParts = Drafting & {
  readonly orchestrator: Pick<Orchestrator, 'state' | 'seq' | 'dispatch' | 'subscribe'>;
  readonly journal: Pick<Journal, 'lastJudged'>;
  readonly log: Pick<IncidentLog, 'all'>;
  readonly now: () => number;
  readonly pen: Pen;
};

export type Edit = Pick<LessonFile, 'path' | 'text'>;

/** Makes lessons, tries them out, and carries out what the person says to them. */
export type LessonOffice = {
  /** From something that the person points at. */
  make(wish: LessonWish, by: Actor): Promise<Result<LessonId>>;
  /** What was found by itself. */
  propose(finding: Finding, by: Actor): Promise<Result<LessonId>>;
  prove(id: LessonId, edits?: readonly Edit[]): Promise<Result<Lesson>>;
  accept(id: LessonId, edits: readonly Edit[] | undefined, by: Actor): Promise<Result<Lesson>>;
  reject(id: LessonId, reason: string, by: Actor): Promise<Result<Lesson>>;
  revert(id: LessonId, reason: string, by: Actor): Promise<Result<Lesson>>;
};

export function lessonOffice(parts: OfficeParts): LessonOffice {
  const { state, dispatch } = parts.orchestrator;
  const known = (id: LessonId): Result<Lesson> => {
    const lesson = state.lessons.find((each) => each.id === id);
    if (lesson) return ok(lesson);
    return fail({
      code: 'lesson-not-found',
      message: `There is no lesson ${id}`,
      next: 'List them: teatree lesson list',
    });
  };
  const propose: LessonOffice['propose'] = async (finding, by) => {
    // One look at a month of actions, for the draft and for its proof.
    const past = parts.recorded();
    const desk = { ...parts, recorded: () => past };
    const draft = await draftLesson(desk, finding);
    if (!draft.ok) return draft;
    const { proof } = await proveLesson(desk, draft.value, draft.value.files);
    const proposed = await dispatch({ type: 'lesson.propose', draft: draft.value, proof, by });
    return proposed.ok ? ok(draft.value.id) : proposed;
  };
  return {
    propose,
    async make(wish, by) {
      const incident = incidentOf(parts, wish);
      return incident.ok ? propose(findingOf(parts, incident.value, wish), by) : incident;
    },
    async prove(id, edits) {
      const lesson = known(id);
      if (!lesson.ok) return lesson;
      const { proof } = await proveLesson(parts, lesson.value, edited(lesson.value, edits));
      const done = await dispatch({ type: 'lesson.prove', lesson: id, proof });
      return done.ok ? known(id) : done;
    },
    async accept(id, edits, by) {
      const lesson = known(id);
      if (!lesson.ok) return lesson;
      const accepted = await accept(parts, lesson.value, { edits, by });
      return accepted.ok ? known(id) : accepted;
    },
    async reject(id, reason, by) {
      const done = await dispatch({ type: 'lesson.reject', lesson: id, reason, by });
      return done.ok ? known(id) : done;
    },
    async revert(id, reason, by) {
      const lesson = known(id);
      if (!lesson.ok) return lesson;
      const done = await takeBack(parts, lesson.value, { reason, by });
      return done.ok ? known(id) : done;
    },
  };
}

type Answering = { readonly edits: readonly Edit[] | undefined; readonly by: Actor };

async function accept(parts: OfficeParts, lesson: Lesson, { edits, by }: Answering): Promise<Result<unknown>> {
  const files = edited(lesson, edits);
  const free = lesson.answer ? ok(true as const) : await unchanged(parts, lesson.place, files);
  if (!free.ok) return free;
  const { proof, rule } = await proveLesson(parts, lesson, files);
  const opens = opensFor(parts, { ...lesson, files });
  if (opens && !opens.ok) return opens;
  const { orchestrator, now } = parts;
  const accepted = await orchestrator.dispatch({
    ...{ type: 'lesson.accept', lesson: lesson.id, files, rule, proof, at: now(), by },
    opens: opens?.value,
  });
  if (!accepted.ok || opens || isNote(lesson)) return accepted;
  const current = orchestrator.state.lessons.find(({ id }) => id === lesson.id) ?? lesson;
  return writeLesson(parts, current);
}

function edited({ files }: Lesson, edits: readonly Edit[] | undefined): LessonFile[] {
  return files.map((file) => ({ ...file, text: edits?.find(({ path }) => path === file.path)?.text ?? file.text }));
}

/** The thread that carries it, where it does not land in the person's own folder. */
function opensFor(parts: OfficeParts, lesson: Lesson): Result<Opens> | undefined {
  const { title, files, goal, place, incidents } = lesson;
  if (place.kind === 'repo' && files.length > 0) return ok(filesThread(parts, place.repo, { title, files }));
  if (goal === undefined) return undefined;
  const { threads } = parts.orchestrator.state;
  const named = incidents.flatMap(({ repo, thread }) => repo ?? (thread && threads.get(thread)?.repos) ?? []);
  const repos = [...new Set(named)];
  return repos.length === 0
    ? fail({
        code: 'lesson-nowhere',
        message: 'No repo is known in which this happened',
        next: 'Begin a thread yourself',
      })
    : ok(opening(parts, { title, goal, repos, harness: { id: usualHarness(threads.values(), repos), config: {} } }));
}

function findingOf({ log }: OfficeParts, incident: Incident, { as }: LessonWish): Finding {
  const signature = signatureOf(incident);
  const others = log.all().filter((each) => each.seq !== incident.seq && sameCause(signatureOf(each), signature));
  const [cluster = { signature, incidents: [incident] }] = clustersOf([...others, incident]);
  const rung = as === 'eval' ? 'eval' : incident.action ? 'denial' : 'skill';
  return {
    cluster: { ...cluster, incidents: [...others, incident] },
    why: 'You said that this is not to happen again',
    ...wished(incident, rung),
  };
}

/** What the person points at: an action that was judged, or a check that failed. */
function incidentOf({ journal, orchestrator: { state } }: OfficeParts, { of }: LessonWish): Result<Incident> {
  const none = fail({ code: 'incident-not-found', message: 'The journal does not tell of it any more' });
  if (of.kind === 'action') {
    const found = journal
      .lastJudged(mostJudged)
      .filter(
        ({ event }) => event.type === 'action.judged' && event.thread === of.thread && event.action.call === of.call,
      )
      .flatMap((entry) => incidentsIn(entry, state))
      .at(-1);
    return found ? ok(found) : none;
  }
  const round = state.threads.get(of.thread)?.rounds.find((each) => each.round === of.round);
  const end = round?.ended.find((each) => each.repo === of.repo && each.name === of.check);
  if (!round || !end) return none;
  const event = { type: 'check.ended', thread: of.thread, round: of.round, end } as const;
  const [incident] = incidentsIn({ seq: 0, at: round.endedAt ?? round.startedAt, event }, state);
  return incident ? ok(incident) : fail({ code: 'check-passed', message: `${of.check} passed` });
}

const mostJudged = 5000;
