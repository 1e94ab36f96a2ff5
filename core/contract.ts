import { z } from 'zod';
import type { MenuDeed } from './commands/app-commands.ts';
import { method } from './contract/method.ts';
import type { Done, Method } from './contract/method.ts';
import { doctorMethods } from './contract/doctor-methods.ts';
import { threadMethods } from './contract/thread/methods.ts';
import { model, newThreadMethods, recipe } from './contract/thread/new-thread-methods.ts';
import { historyMethods } from './contract/history-methods.ts';
import { decisionMethods } from './contract/decision-methods.ts';
import { recordMethods } from './contract/record-methods.ts';
import { searchMethods } from './contract/search-methods.ts';
import { welcomeMethods } from './contract/welcome-methods.ts';
import type { Notice } from './contract/record-methods.ts';
import type { TerminalPush } from './contract/thread/terminal-methods.ts';
import type { RadarPicture } from './radar/overlap.ts';
import { AskId, RepoId, ReviewId, ThreadId } from './ids.ts';
import type { Admission } from './loop/admission.ts';
import type { Gauges } from './loop/limits/gauges.ts';
import type { Entry } from './loop/event.ts';
import type { HarnessLimit, Limits } from './loop/limits/limit.ts';
import { Answer } from './model/ask.ts';
import { AskAt, PauseTarget } from './model/gate.ts';
import type { GateState, GroupAnswered, PolicyStatus, PolicyView, RulePreview, RuleReport } from './model/gate.ts';
import { Head } from './model/change-set.ts';
import type { TranscriptItem } from './model/harness/transcript-item.ts';
import { Delivery } from './model/instruction.ts';
import type { ReviewStarted } from './model/review/review.ts';
import { RepoConfig } from './model/repo.ts';
import type { SkillInfo } from './skills/listed-skill.ts';
import type { Repo } from './model/repo.ts';
import type { KnownSignal } from './model/deciding/signal.ts';
import type { Order } from './model/deciding/order.ts';
import { evalMethods } from './contract/eval-methods.ts';
import { lessonMethods } from './contract/lesson-methods.ts';
import type { Lesson } from './model/learning/lesson.ts';
import type { Seat } from './model/deciding/seat.ts';
import { HaltKind } from './model/thread.ts';
import type { Thread } from './model/thread.ts';
import { SettingsPatch } from './settings.ts';
import type { Settings } from './settings.ts';
import type { Result } from './result.ts';
import type { Silence } from './views/silence.ts';

const nothing = z.strictObject({});
const thread = ThreadId;
const stream = z.string().min(1).max(300);

/** Everything the window, the CLI and the tests can ask of the factory. Adding a method is a line here and a handler. */
export const contract = {
  /** `recent`: without most threads at rest, which `threads.older` then hands out. */
  'app.snapshot': method<Snapshot>()(z.strictObject({ recent: z.boolean().optional() })),
  /** Brings the window to the front, at the place of a `teatree://` link if one is given; answers false where there is none. */
  'app.show': method<{ shown: boolean }>()(z.strictObject({ link: z.string().max(200).optional() })),
  /** Opens another window on the same board; answers false where there is none. */
  'app.newWindow': method<{ shown: boolean }>()(nothing),
  /** Lets the person pick a folder; undefined when cancelled or without a window. */
  'app.pickFolder': method<{ path: string | undefined }>()(nothing),
  /** Opens a link in the browser after the person confirmed it. http and https only. */
  'app.openLink': method<{ opened: boolean }>()(z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) })),
  'settings.update': method<Settings>()(z.strictObject({ patch: SettingsPatch })),

  'repos.add': method<Repo>()(z.strictObject({ path: z.string().min(1).max(4096) })),
  /** Whether agents get the skills that the repo brings. */
  'repos.trust-skills': method<Repo>()(z.strictObject({ repo: RepoId, trusted: z.boolean() })),
  'repos.configure': method<Repo>()(z.strictObject({ repo: RepoId, config: RepoConfig })),
  'repos.remove': method<{ removed: RepoId }>()(z.strictObject({ repo: RepoId })),

  /** What was found last; `refresh` looks again. */
  'harnesses.list': method<readonly HarnessInfo[]>()(z.strictObject({ refresh: z.boolean().optional() })),
  /** Lets new turns start on a limited harness at once. */
  'harnesses.release': method<Done>()(z.strictObject({ harness: z.string().min(1).max(100) })),
  /** Shipped, the person's own, and those of repos, also where they are not given to anybody. */
  'skills.list': method<readonly SkillInfo[]>()(nothing),
  'skills.show': method<SkillInfo & { readonly text: string }>()(z.strictObject({ name: z.string().min(1).max(64) })),
  /** An archived skill is given to no run, and can be brought back. */
  'skills.archive': method<Done>()(z.strictObject({ name: z.string().min(1).max(64), archived: z.boolean() })),
  'skills.add': method<SkillInfo>()(z.strictObject({ path: z.string().min(1).max(4096) })),
  'recipes.list': method<readonly RecipeInfo[]>()(nothing),

  ...newThreadMethods,
  'threads.message': method<Done>()(
    z.strictObject({ thread, text: z.string().trim().min(1).max(100_000), delivery: Delivery.default('steer') }),
  ),
  'threads.halt': method<Done>()(z.strictObject({ thread, halt: HaltKind })),
  /**
   * Stops the agent and answers with the command that opens its session in the person's terminal; `threads.resume`
   * hands back. A secret is never part of it.
   */
  'threads.takeOver': method<TerminalCommand>()(z.strictObject({ thread })),
  /** Opens that command in a window of the person's terminal. */
  'threads.openTerminal': method<Done>()(z.strictObject({ thread })),
  /** `message`: what the person tells the agent when they hand the workspace back. */
  'threads.resume': method<Done>()(z.strictObject({ thread, message: z.string().trim().max(100_000).optional() })),
  /** The turn under way ends in order; from the next on another harness, or model, works in the same workspace. */
  'threads.switchHarness': method<Done>()(z.strictObject({ thread, harness: z.string().min(1), model, recipe })),
  /**
   * Another agent looks at the commits as they are, and changes nothing. Without a harness one that did not make them is
   * chosen; the maker itself only where it is named.
   */
  'threads.review': method<ReviewStarted>()(
    z.strictObject({ thread, harness: z.string().min(1).optional(), model, recipe }),
  ),
  'threads.cancelReview': method<Done>()(z.strictObject({ thread, review: ReviewId })),
  'threads.drop': method<Done>()(z.strictObject({ thread, reason: z.string().max(4000).default('') })),
  /** Runs the checks again on the same commits. */
  'threads.check': method<Done>()(z.strictObject({ thread })),
  /** Gives the clear for exactly these commits. */
  'threads.approve': method<Done>()(z.strictObject({ thread, heads: z.array(Head).min(1) })),
  /** Lands; with `heads` it gives the clear for exactly these commits first. */
  'threads.land': method<Done>()(z.strictObject({ thread, heads: z.array(Head).min(1).optional() })),

  'asks.answer': method<Done>()(z.strictObject({ ask: AskId, generation: z.number().int(), answer: Answer })),

  /** One answer to the same question of several threads; each names the generation it was shown. */
  'asks.answerGroup': method<GroupAnswered>()(z.strictObject({ asks: z.array(AskAt).min(1).max(200), answer: Answer })),

  /** The rules of the default and the person's own layer, and what is wrong in any layer. */
  'gate.policy': method<PolicyView>()(nothing),
  /** Per rule: when it last fired, how often, and whether its examples hold now. */
  'gate.report': method<readonly RuleReport[]>()(nothing),
  'gate.pause': method<Done>()(
    z.strictObject({ target: PauseTarget, minutes: z.number().int().min(1).max(525_600).optional() }),
  ),
  'gate.resume': method<Done>()(z.strictObject({ target: PauseTarget })),
  /** What an answer with this scope would write, and what it would have changed about the last actions. */
  'gate.previewRule': method<RulePreview>()(z.strictObject({ ask: AskId, scope: z.enum(['repo', 'always']) })),
  /** Takes a rule out of the person's own policy file again. */
  'gate.removeRule': method<{ hash: string }>()(z.strictObject({ rule: z.string().min(1).max(100) })),

  ...doctorMethods,
  ...threadMethods,
  ...historyMethods,
  'transcripts.read': method<readonly TranscriptItem[]>()(
    z.strictObject({
      stream,
      after: z.number().int().default(0),
      limit: z.number().int().min(1).max(5000).default(1000),
    }),
  ),
  /** Names the streams whose new items are pushed to this caller; replaces the earlier list. */
  'transcripts.follow': method<Done>()(z.strictObject({ streams: z.array(stream).max(20) })),
  /** Every stream that has items, in no order of meaning. */
  'transcripts.streams': method<readonly string[]>()(nothing),
  ...decisionMethods,
  ...lessonMethods,
  ...evalMethods,
  ...recordMethods,
  ...searchMethods,
  ...welcomeMethods,
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller passes: fields with a default may be left out. */
export type Input<M extends MethodName> = z.input<Contract[M]['input']>;
/** What a handler receives. */
export type ParsedInput<M extends MethodName> = z.output<Contract[M]['input']>;
export type Output<M extends MethodName> = Contract[M] extends Method<z.ZodType, infer O> ? O : never;
export type Call = <M extends MethodName>(name: M, input: Input<M>) => Promise<Result<Output<M>>>;

/** A program for the person's terminal. `env` comes on top of the terminal's own. */
export type TerminalCommand = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
};

export type Snapshot = {
  readonly seq: number;
  readonly repos: readonly Repo[];
  readonly threads: readonly Thread[];
  /** Set where threads at rest were left out: all of them have a number below it. */
  readonly older?: number;
  readonly signals: readonly KnownSignal[];
  readonly settings: Settings;
  readonly gate: GateState;
  readonly limits: Limits;
  readonly seat: Seat;
  readonly orders: readonly Order[];
  readonly lessons: readonly Lesson[];
  readonly admission: Admission;
  readonly gauges: Gauges;
  readonly notices: readonly Notice[];
  readonly policy: PolicyStatus;
  readonly app: AppFacts;
};

export type AppFacts = {
  readonly version: string;
  readonly pid: number;
  readonly dataFolder: string;
  /** `process.versions` of the host, for the status bar and reports. */
  readonly runtime: Readonly<Record<string, string>>;
  readonly windowed: boolean;
};

/** What can be chosen for a thread, as far as it is known before it runs. */
export type HarnessInfo = {
  readonly id: string;
  readonly title: string;
  readonly state: 'ready' | 'missing' | 'unsupported';
  /** For people: the version found, or what is wrong. */
  readonly text: string;
  readonly version?: string;
  /** How to get it, or the version it needs. */
  readonly next?: string;
  /** How its calls reach the gate: with `permission` alone some may not. */
  readonly gate?: 'callback' | 'hook' | 'plugin' | 'permission';
  /** When a message said during a turn reaches the model. */
  readonly steer?: 'tool-boundary' | 'next-turn';
  /** What it cannot do, or does not tell, for people. */
  readonly gaps?: readonly string[];
  /** Why it cannot have the model’s seat. */
  readonly seatGap?: string;
  /** The thread can name the model. */
  readonly model?: boolean;
  /** In which its program can work, whatever the gate says to what it does; it begins in the first. */
  readonly modes?: readonly { readonly id: string; readonly title: string }[];
  /** Why no new turn starts on it now. */
  readonly limit?: HarnessLimit;
};

export type RecipeInfo = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly source: 'skill' | 'user';
  readonly inputs: readonly {
    readonly name: string;
    readonly description: string;
    readonly default: string | undefined;
  }[];
  /** Set when the file does not load; such a recipe cannot be chosen. */
  readonly error: string | undefined;
};

export function checkStream(at: { thread: ThreadId; round: number; repo: RepoId; name: string }): string {
  return `check:${at.thread}:${String(at.round)}:${at.repo}:${at.name}`;
}

/** What a working run was last seen doing. Kept in memory only: it is gone with the process it tells of. */
export type Activity = {
  readonly thread: ThreadId;
  readonly at: number;
  readonly line: string;
  /** What its agent is at now, where that is known. */
  readonly doing?: string;
  /** Set while nothing more is heard of it. */
  readonly silence?: Silence;
};

/** What is pushed to a subscriber, batched. */
export type Push =
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | { readonly kind: 'transcript'; readonly stream: string; readonly items: readonly TranscriptItem[] }
  | { readonly kind: 'activity'; readonly activity: readonly Activity[] }
  | { readonly kind: 'admission'; readonly admission: Admission }
  | { readonly kind: 'gauges'; readonly gauges: Gauges }
  /** All that is in each other's way now; a window that subscribes gets it at once. */
  | { readonly kind: 'radar'; readonly picture: RadarPicture }
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'policy'; readonly policy: PolicyStatus }
  | TerminalPush
  /** Chosen in the native menu. */
  | { readonly kind: 'menu'; readonly deed: MenuDeed }
  | { readonly kind: 'navigate'; readonly to: Place };

export type Place =
  | { readonly view: 'insights' | 'welcome' }
  | {
      readonly view:
        'board' | 'orchestrator' | 'lessons' | 'evals' | 'skills' | 'inbox' | 'gate' | 'repos' | 'doctor' | 'settings';
    }
  | { readonly view: 'thread'; readonly thread: ThreadId; readonly tab?: ThreadTab };
export type ThreadTab = 'conversation' | 'changes' | 'checks' | 'terminal' | 'facts' | 'brief';
