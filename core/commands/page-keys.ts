/** The keys of lists and pages as they are unless the person chooses others, by where they work. */
export const pageKeys = [
  {
    where: 'Board',
    keys: [
      ['J', 'Next card'],
      ['K', 'Previous card'],
      ['L', 'Column to the right'],
      ['H', 'Column to the left'],
      ['Space', 'Peek'],
      ['X', 'Choose what is to land together'],
      ['Enter', 'Open'],
      ['Shift+ArrowRight', 'Move the card on: start, approve, land'],
      ['Shift+ArrowLeft', 'Move the card back: park'],
      ['Shift+ArrowUp', 'Earlier in the queue, and ↓ for later'],
      ['Delete', 'Drop the thread, with a reason'],
    ],
  },
  {
    where: 'Board in any look',
    keys: [
      ['/', 'Filter'],
      ['G', 'Group by something else'],
      ['1', 'Columns; 2 for the monitor, 3 for the timeline'],
      ['Escape', 'Close the peek, choose none, clear the filter'],
    ],
  },
  {
    where: 'Timeline',
    keys: [
      ['J', 'Next thread'],
      ['K', 'Previous thread'],
      ['L', 'Next run'],
      ['H', 'Previous run'],
      ['-', 'Further back'],
      ['+', 'Nearer'],
    ],
  },
  {
    where: 'Inbox',
    keys: [
      ['J', 'Next ask'],
      ['K', 'Previous ask'],
      ['A', 'Approve once'],
      ['T', 'Approve for the thread'],
      ['P', 'Approve always in the repo, after a look at the rule'],
      ['W', 'Approve always, after a look at the rule'],
      ['E', 'Approve with another command, or answer in your own words'],
      ['R', 'Reject with a reason'],
      ['O', 'Open the thread'],
      ['1', 'Choose the first option, and so on'],
      ['Mod+Backspace', 'Kill the run'],
    ],
  },
  {
    where: 'History',
    keys: [['/', 'Find decisions']],
  },
  {
    where: 'Thread',
    keys: [
      ['1', 'Conversation, and 2 to 6 for the other tabs'],
      ['Mod+J', 'Terminal, and back'],
      ['M', 'Write a message'],
      ['Enter', 'Send; while a turn runs it steers, or what is chosen'],
      ['Mod+Enter', 'Queue for the next turn, while writing'],
      ['Mod+Shift+Enter', 'Stop the turn and send, while writing'],
      ['Shift+Enter', 'New line, while writing'],
      ['Escape', 'Stop the turn; back to the board when none runs'],
    ],
  },
  {
    where: 'Conversation',
    keys: [
      ['J', 'Next entry; with Shift it is marked as well'],
      ['K', 'Previous entry; with Shift it is marked as well'],
      ['A', 'Next ask; with Shift the one before'],
      ['F', 'Next failure; with Shift the one before'],
      ['Mod+F', 'Search'],
      ['D', 'How much is shown'],
      ['Y', 'Copy what is selected, else the whole thread, as Markdown'],
    ],
  },
  {
    where: 'Terminal',
    keys: [
      ['Mod+Alt+F', 'Search'],
      ['Mod+Shift+C', 'Copy what is selected'],
      ['Mod+Shift+V', 'Paste'],
    ],
  },
  {
    where: 'Changes',
    keys: [
      ['J', 'Next hunk'],
      ['K', 'Previous hunk'],
      ['L', 'Next file'],
      ['H', 'Previous file'],
      ['V', 'Viewed, until the file changes; then the next file'],
      ['C', 'Comment on the first changed line in sight'],
      ['S', 'Old beside new, or one under the other'],
      ['/', 'Search paths and changed lines'],
      ['B', 'Compare with something else'],
      ['R', 'Look again'],
      ['E', 'Show a folded file'],
      ['O', 'Open the file in your editor'],
      ['D', 'Discard the hunk at the top'],
      ['X', 'Discard the changes of the file'],
      ['U', 'Undo the last discard'],
    ],
  },
] as const;

export type Page = (typeof pageKeys)[number]['where'];

/** Pages whose keys work at the same time. */
const together: readonly (readonly [Page, Page])[] = [
  ['Board in any look', 'Board'],
  ['Board in any look', 'Timeline'],
  ['Thread', 'Conversation'],
  ['Thread', 'Changes'],
  ['Thread', 'Terminal'],
];

export function isTogether(a: Page, b: Page): boolean {
  return a === b || together.some((pair) => pair.includes(a) && pair.includes(b));
}
