import { z } from 'zod';
import { RepoId } from './ids.ts';
import { Authorities } from './model/deciding/decision.ts';
import { QuietHours } from './quiet-hours.ts';
import { ThreadTemplate } from './views/new-thread/templates.ts';
import { Retention } from './model/workspace/retention.ts';

/** Any agent that speaks the Agent Client Protocol. `mode`: the one in which it asks before it acts, if it has several. */
export const CustomAgent = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'small letters, digits and dashes'),
  title: z.string().min(1).max(60),
  /** A program on PATH, or an absolute path. */
  command: z.string().min(1).max(4096),
  args: z.array(z.string().max(4096)).max(50).default([]),
  mode: z.string().min(1).max(100).optional(),
});
export type CustomAgent = z.infer<typeof CustomAgent>;

/** An errand that comes back by the clock. `cron` in five fields or as `@daily`, in local time. */
export const Schedule = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'small letters, digits and dashes'),
  cron: z.string().regex(/^(@(hourly|daily|weekly|monthly|yearly)|\S+( \S+){4})$/, 'five fields, or such as @daily'),
  title: z.string().min(1).max(200),
  body: z.string().max(20_000).default(''),
  repo: RepoId.optional(),
});
export type Schedule = z.infer<typeof Schedule>;

/** Where a repo's own CI runs on this machine leave their reports: a folder or glob of JUnit XML and TAP files. */
export const CiResults = z.object({
  repo: RepoId,
  /** From the clone on, or absolute. */
  files: z.string().trim().min(1).max(1000),
});
export type CiResults = z.infer<typeof CiResults>;

/** Who has the model's seat. Asked by itself when there is something new to say, at most so often. */
export const SeatSetting = z.strictObject({
  harness: z.string().min(1).max(100),
  model: z.string().trim().min(1).max(200).optional(),
  everyMinutes: z.number().int().min(5).max(10_080).default(60),
});
export type SeatSetting = z.infer<typeof SeatSetting>;

/** Every scenario is tried once a day by this agent, until the day's money is spent. */
export const DailyEvals = z.strictObject({
  harness: z.string().min(1).max(100),
  maxUsd: z.number().positive().max(1000).default(5),
});
export type DailyEvals = z.infer<typeof DailyEvals>;

/** The person's settings. Every field has a default, so that a file of any age and any missing field still loads. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** How close things stand. */
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** Threads that may work at once. One that waits for the person does not count. */
  wipLimit: z.number().int().min(1).max(50).default(3),
  /** Of these in one repo; 0: as many as there are places. */
  repoWipLimit: z.number().int().min(0).max(50).default(0),
  /** Gigabytes of memory that must be free before an agent starts; 0: memory holds nothing back. */
  freeMemoryGb: z.number().min(0).max(64).default(1),
  /** How a file's changes are shown: one line under the other, or old beside new. */
  diff: z.enum(['unified', 'split']).default('unified'),
  /** What opens files of a worktree: a program, with arguments; empty: one that is found. */
  editor: z.string().trim().max(1000).default(''),
  notifications: z.boolean().default(true),
  /** Then nothing is notified; what came meanwhile is told as one when they end. */
  quietHours: QuietHours.default(''),
  /** By command, the keys the person chose for it; empty: none. */
  shortcuts: z.record(z.string().max(40), z.string().max(30)).default({}),
  /** The person did the first steps, or left them: they do not come back by themselves. */
  welcomed: z.boolean().default(false),
  railOpen: z.boolean().default(true),
  contextOpen: z.boolean().default(true),
  /** Branches nobody but a landing may move, over all repos. */
  protectedBranches: z.array(z.string().min(1)).default(['main', 'master', 'develop', 'release/*']),
  /** How many hours a question of the gate waits; then the safe answer is given. */
  askHours: z.number().int().min(1).max(8760).default(72),
  /** Whether the operating system holds agents back, where it can. Only the person switches it off. */
  containment: z.enum(['auto', 'off']).default('auto'),
  /** First port of the first thread's block; each thread gets ten. */
  portBase: z.number().int().min(1024).max(60_000).default(41_000),
  checkpoints: Retention.prefault({}),
  /** Who may do what without asking the person. What has no machine-checked evidence is always asked. */
  authority: Authorities.prefault({}),
  /** A model that says what it would decide, over a harness without any tool but ours; off: rules alone. */
  seat: SeatSetting.or(z.literal('off')).default('off'),
  /** Lessons are drawn from what breaks, for the person to accept or reject; off: only where the person asks for one. */
  learning: z.boolean().default(true),
  /** All scenarios are tried every day, where there is room; off: only when somebody asks. */
  dailyEvals: DailyEvals.or(z.literal('off')).default('off'),
  /** Worktrees kept ready per repo, so that a thread begins at once; each is a checkout on disk. */
  poolSize: z.number().int().min(0).max(20).default(1),
  /** Errands that come back: each time is a signal. */
  schedules: z.array(Schedule).max(50).default([]),
  /** Tests that fail there are signals. */
  ciResults: z.array(CiResults).max(100).default([]),
  /** The person's own beginnings of goals. */
  templates: z.array(ThreadTemplate).max(100).default([]),
  /** Agents beside the known ones; read when the app starts. */
  agents: z.array(CustomAgent).max(20).default([]),
});
export type Settings = z.infer<typeof Settings>;

export type SettingsPatch = Partial<Settings>;

const given = Object.entries(Settings.shape).map(([name, field]) => [name, field.unwrap().optional()] as const);
/** What is to change. A partial schema would put the default in the place of each field that is not given. */
export const SettingsPatch = z.strictObject(Object.fromEntries(given)) as z.ZodType<SettingsPatch>;
