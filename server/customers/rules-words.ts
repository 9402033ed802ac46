/** What stands where somebody's words stood. */
export const ERASED = '(erased)';

/** Names under which plain data holds words of ours: ids, names of colleagues, words of fixed lists. Whatever has another name may be anybody's words. */
const OURS = new Set(
  `kind cause about customerId teamId interactionId ownerId ownerName outcome state promise id to toName by byName power currency from other
  source channel channels purpose because notAsked dueKind role tactic parts request of clock`.split(/\s+/),
);

/** Of answers only these are not words of the customer's: their counts are figures. */
const CHOICES = new Set(['yes', 'partly', 'no']);

/** Plain data without what may be anybody's words. Numbers, yes and no, and its shape stay as they are. */
export const withoutWords = (data: unknown): unknown => walk(data, (text, name) => (OURS.has(name) ? text : ERASED), '');

/** Answers with their ratings and choices, without their words. */
export const withoutAnswers = (answers: unknown): unknown => walk(answers, (text) => (CHOICES.has(text) ? text : ERASED), '');

/** Plain data in which no text is left. */
export const withoutTexts = (data: unknown): unknown => walk(data, () => ERASED, '');

function walk(data: unknown, reword: (text: string, name: string) => string, name: string): unknown {
  if (typeof data === 'string') return reword(data, name);
  if (Array.isArray(data)) return data.map((part) => walk(part, reword, name));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, part]) => [key, key === 'answers' ? withoutAnswers(part) : walk(part, reword, key)]),
  );
}
