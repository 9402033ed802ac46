import type { api, Input } from '../../lib/api.ts';

export type Question = Input<(typeof api.teams)[':id']['survey']['$post']>['questions'][number];
export type Scale = Extract<Question, { min: number }>;

export const isScale = (question: Question): question is Scale => question.kind === 'rating' || question.kind === 'effort';

type Sort = { name: string; id: string; make: (id: string) => Question };

/** Everything that can be asked, with what it is called here. */
export const SORTS: readonly Sort[] = [
  { name: 'A rating', id: 'score', make: (id) => ({ id, kind: 'rating', min: 1, max: 5 }) },
  { name: 'Is it sorted: yes, partly or no', id: 'sorted', make: (id) => ({ id, kind: 'yes_partly_no' }) },
  { name: 'How hard they expected it to be', id: 'expected', make: (id) => ({ id, kind: 'effort', about: 'expected', min: 1, max: 5 }) },
  { name: 'How hard it was', id: 'actual', make: (id) => ({ id, kind: 'effort', about: 'actual', min: 1, max: 5 }) },
  { name: 'Something to stop', id: 'stop', make: (id) => ({ id, kind: 'statement', about: 'stop' }) },
  { name: 'Something to start', id: 'start', make: (id) => ({ id, kind: 'statement', about: 'start' }) },
  { name: 'Something to continue', id: 'continue', make: (id) => ({ id, kind: 'statement', about: 'continue' }) },
  { name: 'In their own words', id: 'comment', make: (id) => ({ id, kind: 'text' }) },
  { name: 'May we call you?', id: 'call_me', make: (id) => ({ id, kind: 'call_me' }) },
];

/** What a question is called here. */
export const sortOf = (question: Question): Sort =>
  SORTS.find(({ make }) => {
    const like = make(question.id);
    return like.kind === question.kind && (!('about' in like) || ('about' in question && like.about === question.about));
  })!;

/** Another question at the end, under a name that no other one has. */
export function withAnother(questions: readonly Question[], { id, make }: Sort): Question[] {
  const taken = new Set(questions.map((one) => one.id));
  let name = id;
  for (let n = 2; taken.has(name); n++) name = `${id}_${n}`;
  return [...questions, make(name)];
}

type Part = 'text' | 'low' | 'high';

/** What stands there in a team's own words, in this language. */
export const ownWords = (question: Question, language: string, part: Part): string => question.in?.[language]?.[part] ?? '';

/** A question with these words in this language; with none, in ours again. Ends of a scale need a question of one's own, so that is kept with them. */
export function inWords(question: Question, language: string, part: Part, words: string, standard: string): Question {
  const { [language]: before, ...others } = question.in ?? {};
  const { [part]: _, ...kept } = before ?? {};
  const now = { ...kept, ...(words === '' ? {} : { [part]: words }) } as { text?: string; low?: string; high?: string };
  if (!now.text && !now.low && !now.high) return { ...question, in: others };
  return { ...question, in: { ...others, [language]: { ...now, text: now.text || standard } } };
}
