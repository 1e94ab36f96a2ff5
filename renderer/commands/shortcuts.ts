/** Every shortcut, by where it works. The list of Ctrl+/ and the hints in menus read it. */
export const shortcuts = [
  {
    where: 'Everywhere',
    keys: [
      ['Mod+K', 'Command palette'],
      ['Mod+N', 'New thread'],
      ['Mod+1', 'Board'],
      ['Mod+2', 'Inbox'],
      ['Mod+3', 'Gate'],
      ['Mod+4', 'Repos'],
      ['Mod+5', 'Orchestrator'],
      ['Mod+,', 'Settings'],
      ['Mod+B', 'Show or hide the rail'],
      ['Mod+.', 'Show or hide the context panel'],
      ['Mod+/', 'This list'],
    ],
  },
  {
    where: 'Board',
    keys: [
      ['J', 'Next card'],
      ['K', 'Previous card'],
      ['L', 'Column to the right'],
      ['H', 'Column to the left'],
      ['Space', 'Peek'],
      ['Enter', 'Open'],
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
      ['E', 'Approve with another command'],
      ['R', 'Reject with a reason'],
      ['O', 'Open the thread'],
      ['1', 'Choose the first option, and so on'],
      ['Mod+Backspace', 'Kill the run'],
    ],
  },
  {
    where: 'Thread',
    keys: [
      ['1', 'Conversation, and 2, 3, 4 for the other tabs'],
      ['M', 'Write a message'],
      ['Enter', 'Send; while a turn runs it steers, or what is chosen'],
      ['Alt+Enter', 'Queue for the next turn, while writing'],
      ['Mod+Shift+Enter', 'Stop the turn and send, while writing'],
      ['Shift+Enter', 'New line, while writing'],
      ['Escape', 'Stop the turn; back to the board when none runs'],
    ],
  },
  {
    where: 'Changes',
    keys: [
      ['J', 'Next hunk'],
      ['K', 'Previous hunk'],
      ['L', 'Next file'],
      ['H', 'Previous file'],
      ['S', 'Old beside new, or one under the other'],
    ],
  },
] as const;
