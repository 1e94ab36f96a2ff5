import type { Thread } from '../../../core/model/thread.ts';
import { assertNever } from '../../../core/result.ts';
import type { ConversationRow } from '../../../core/views/conversation.ts';
import { AskRow } from './ask-row.tsx';
import { EventRow } from './event-row.tsx';
import { ChecksMilestone, LandingMilestone, Milestone, SwitchMilestone } from './milestones.tsx';
import { InstructionRow, RunRow, TextRow } from './speech.tsx';
import { ReviewRow } from '../agents/review-row.tsx';
import { ToolRow } from './tool-row.tsx';

type ConversationItemProps = {
  readonly thread: Thread;
  readonly row: ConversationRow;
  /** The search found it, maybe in what is not in sight while it is closed. */
  readonly found: boolean;
};

export function ConversationItem({ thread, row, found }: ConversationItemProps) {
  switch (row.kind) {
    case 'instruction':
      return <InstructionRow thread={thread} instruction={row.instruction} />;
    case 'run':
      return <RunRow run={row.run} nth={row.nth} />;
    case 'review':
      return <ReviewRow thread={thread} review={row.review} run={row.run} />;
    case 'ask':
      return <AskRow ask={row.ask} />;
    case 'checks':
      return <ChecksMilestone thread={thread} round={row.round} />;
    case 'landing':
      return <LandingMilestone landing={row.landing} />;
    case 'switch':
      return <SwitchMilestone to={row.to} />;
    case 'milestone':
      return <Milestone text={row.text} reason={row.reason} />;
    case 'transcript':
      return <Spoken row={row} found={found} folder={thread.workspace.kind === 'ready' ? thread.workspace.path : ''} />;
    default:
      return assertNever(row);
  }
}

type SpokenProps = {
  readonly row: Extract<ConversationRow, { kind: 'transcript' }>;
  readonly found: boolean;
  readonly folder: string;
};

function Spoken({ row: { row, ask }, found, folder }: SpokenProps) {
  switch (row.kind) {
    case 'tool':
      return <ToolRow row={row} ask={ask} found={found} folder={folder} />;
    case 'text':
    case 'thought':
      return <TextRow row={row} />;
    default:
      return <EventRow event={row.event} ask={ask} />;
  }
}
