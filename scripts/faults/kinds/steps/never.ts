/** Facts that no desk of the suite comes to, and why. */
export const never: Readonly<Record<string, string>> = {
  'thread.mode-chosen': 'the scripted agent has no modes',
  'run.mode-changed': 'the scripted agent has no modes',
  'thread.found-dead':
    'threads that stand still are looked through a minute after the start, and then every ten minutes',
  'thread.tried-together': 'pairs are tried while nothing else is to be done, and the crew is always at work',
  'harness.limited': 'the scripted agent asks no model, so it meets no limit',
  'harness.probe-allowed': 'the scripted agent asks no model, so it meets no limit',
  'harness.lifted': 'the scripted agent asks no model, so it meets no limit',
  'seat.asked': 'the scripted agent cannot have the model’s seat',
  'seat.ended': 'the scripted agent cannot have the model’s seat',
  'lesson.written': 'a call of the scripted agent is made in one repo, so its lesson lands there',
  'lesson.enforced': 'a rule decides after a week in which it only watched',
};
