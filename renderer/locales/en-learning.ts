const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const enLearning = {
  title: 'Learning', text: 'Say what callers meant where the assist was wrong or unsure. It learns from that on this computer.',
  queue: {
    title: 'To look at', progress: (at: number, of: number) => `${at} of ${of}`, loading: 'Looking through the calls of the last four weeks…',
    empty: 'Nothing waits', emptyText: 'What the assist is unsure of, cards you dismissed and searches you typed appear here after your calls.',
    done: 'All looked at', again: 'Look again', undo: 'Undo', later: 'Later', unusable: 'Not usable', none: 'None of these', other: 'Another intent', choose: 'Choose…', openCall: 'Open the call',
    keys: 'Keys: 1 to 5 name the intent, 0 none of these, X not usable, L later, U undo.',
    reason: {
      'dismissed-card': (title: string) => `You dismissed the card “${title}”`, 'searched': (query: string) => `You searched for “${query}”`,
      'unsure': (percent: number) => `The assist is unsure (${percent} %)`, 'sample': () => 'One in twenty is looked at in any case',
    },
    heard: (label: string) => `In the call it was named: ${label}`, heardNone: 'In the call it got no intent',
  },
  learn: {
    title: 'Learn from it', waiting: (toLearn: number, heldOut: number) => `${plural(toLearn, 'verdict', 'verdicts')} to learn from; ${heldOut} more kept back as an examination.`,
    nothing: 'No verdicts to learn from yet.', deed: 'Learn now', running: 'Learning and comparing…',
    adopted: (count: number) => `Learned from ${plural(count, 'verdict', 'verdicts')}. In use now.`, refused: 'Not taken: it would have been worse than what is in use.',
    figures: 'Right answers', before: 'Before', after: 'After', heldOut: 'Verdicts it had not seen', regression: 'What works already', ofCount: (right: number, count: number) => `${right} of ${count}`,
    confusions: 'Taken for each other', truth: 'Meant', answer: 'Taken for', times: 'Times, before and after', noConfusions: 'Nothing was taken for anything else.',
    history: 'Learned before', adoption: (count: number, day: string) => `${day}: ${plural(count, 'verdict', 'verdicts')}`, rollBack: 'Take back',
    rollBackTitle: 'Take this back?', rollBackText: 'The assist forgets what it learned then. Your verdicts stay and can be learned again.',
  },
  weeks: {
    title: 'Week by week', accuracy: 'Right in the sample', rejection: 'Got no intent', cards: 'Cards used', week: 'Week of', calls: 'Calls', noData: 'no data', empty: 'The chart begins with your first calls.',
  },
  errors: { title: 'Error log', empty: 'No errors yet.', wrong: (heard: string, truth: string) => `${heard} → ${truth}`, dismissed: (title: string) => `Dismissed: ${title}`, searched: (title: string) => `Searched, found: ${title}`, searchedNothing: 'Searched, found nothing', poorSummary: 'Summary rated poor' },
  correct: 'Correct the intent', correctLabel: 'What was meant', unlabel: 'No verdict',
};
