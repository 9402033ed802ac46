import type { Cause } from '../callbacks/rules.ts';
import type { Policy } from '../people/policy.ts';
import { type Answers, isScale, type Question, scoreQuestion } from '../surveys/rules.ts';

/** What is wrong with what a customer wrote. It is put into words in their language where it is shown. */
export type Wrong =
  | {
      wrong:
        | 'notAsked'
        | 'notText'
        | 'chooseOne'
        | 'noFile'
        | 'notANumber'
        | 'windowGone'
        | 'closedThen'
        | 'tooFarAhead'
        | 'sayWhatIsWrong'
        | 'sayWhatIsBroken';
    }
  | { wrong: 'chooseNumber'; min: number; max: number }
  | { wrong: 'tooLong'; most: number; length: number };

/** What is wrong with one answer, and which. */
export type AnswerProblem = Wrong & { field: string };

export const LONGEST_ANSWER = 5_000;

/**
 * Reads what came from a form against the questions that were asked. Empty answers are left out. Refuses answers to
 * questions that were not asked, a missing score, one off its scale, and text that is longer than 5,000 characters.
 */
export function readAnswers(questions: readonly Question[], form: Readonly<Record<string, string>>): Answers | AnswerProblem[] {
  const asked = new Map(questions.map((question) => [question.id, question]));
  const problems: AnswerProblem[] = Object.keys(form)
    .filter((id) => !asked.has(id))
    .map((id) => ({ field: id, wrong: 'notAsked' }));
  const answers: Answers = {};
  for (const question of questions) {
    const text = (form[question.id] ?? '').trim();
    if (text === '') continue;
    const problem = problemWith(question, text);
    if (problem) problems.push({ field: question.id, ...problem });
    else answers[question.id] = isScale(question) ? Number(text) : text;
  }
  const score = scoreQuestion(questions);
  if ((form[score.id] ?? '').trim() === '') problems.push({ field: score.id, wrong: 'chooseNumber', min: score.min, max: score.max });
  return problems.length ? problems : answers;
}

function problemWith(question: Question, text: string): Wrong | undefined {
  if (isScale(question)) {
    const { min, max } = question;
    const onScale = /^\d{1,3}$/.test(text) && Number(text) >= min && Number(text) <= max;
    return onScale ? undefined : { wrong: 'chooseNumber', min, max };
  }
  if (question.kind === 'yes_partly_no') return ['yes', 'partly', 'no'].includes(text) ? undefined : { wrong: 'chooseOne' };
  if (question.kind === 'call_me') return text === 'yes' ? undefined : { wrong: 'chooseOne' };
  return problemWithText(text);
}

/** What is wrong with words that a customer wrote. */
export function problemWithText(text: string): Wrong | undefined {
  if (text.length > LONGEST_ANSWER) return { wrong: 'tooLong', most: LONGEST_ANSWER, length: text.length };
  return text.includes('\0') || /\p{Surrogate}/u.test(text) ? { wrong: 'notText' } : undefined;
}

/** Why these answers put a supervisor on the phone, the strongest reason first; nothing when they do not. */
export function causeOf(questions: readonly Question[], answers: Answers, policy: Policy): Cause | undefined {
  const answerTo = (kind: Question['kind']) =>
    questions.filter((question) => question.kind === kind).map((question) => answers[question.id]);
  if (scoreOf(questions, answers) < policy.threshold) return 'low_score';
  if (answerTo('call_me').includes('yes')) return 'asked';
  if (answerTo('yes_partly_no').includes('no')) return 'unsorted';
  return hasCallWord([...answerTo('text'), ...answerTo('statement')].join('\n'), policy) ? 'word_rule' : undefined;
}

/** Whether a word of the team's stands in it that asks for a call. */
export function hasCallWord(text: string, { callWords }: Pick<Policy, 'callWords'>): boolean {
  const said = folded(text);
  return callWords.some((word) => hasWord(said, folded(word)));
}

export const scoreOf = (questions: readonly Question[], answers: Answers): number => Number(answers[scoreQuestion(questions).id]);

/** The words that a list shows first: the comment, else the first statement. */
export function firstWordsOf(questions: readonly Question[], answers: Answers): string | null {
  const texts = questions
    .filter((question) => question.kind === 'text' || question.kind === 'statement')
    .map((question) => answers[question.id]);
  const first = texts.find((text) => typeof text === 'string');
  return typeof first === 'string' ? beginningOf(first) : null;
}

/** As much of a text as a list shows, without its secrets. Counted in whole characters: half of one is not text. */
export const beginningOf = (text: string): string => [...maskSecrets(text)].slice(0, 140).join('');

/** Hides what people should not have typed: card numbers, PINs, and what follows “password”. For showing; the original stays as it is. */
export const maskSecrets = (text: string): string =>
  text
    .replaceAll(/\d(?:[ \u00a0.-]?\d){12,}/g, withoutCards)
    .replaceAll(PASSWORD, '$1$2••••')
    .replaceAll(PIN, '$1$2••••');

const PASSWORD = /\b(password|passwort|contraseña|mot de passe)((?:\s+(?:is|ist|es|est)\b|\s*[:=])+\s*)[^\s:=]\S*/gi;
const PIN = /\b(pin)((?:\s+(?:is|ist|es|est)\b|\s*[:=])*\s*)\d{3,8}\b/gi;

/** Of a row of digits, whatever may be a card: whole groups that are 13 to 19 digits together and pass ISO/IEC 7812's check. */
function withoutCards(row: string): string {
  const groups = [...row.matchAll(/\d+/g)].map((group) => ({ digits: group[0], from: group.index, to: group.index + group[0].length }));
  const cards: { from: number; to: number }[] = [];
  for (const [i, { from }] of groups.entries()) {
    let digits = '';
    for (const group of groups.slice(i, i + 19)) {
      digits += group.digits;
      if (digits.length > 19) break;
      if (digits.length < 13 || !passesCheck(digits)) continue;
      const before = cards.at(-1);
      if (before && from < before.to) before.to = Math.max(before.to, group.to);
      else cards.push({ from, to: group.to });
    }
  }
  return cards.reduceRight((text, { from, to }) => `${text.slice(0, from)}•••• ${lastFour(text.slice(from, to))}${text.slice(to)}`, row);
}

const lastFour = (row: string): string => row.replaceAll(/\D/g, '').slice(-4);

function passesCheck(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** As words are compared: in any case, and however accents are written. */
const folded = (text: string): string => text.normalize('NFC').toLowerCase();

function hasWord(text: string, word: string): boolean {
  const isLetter = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
  for (let at = word === '' ? -1 : text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  }
  return false;
}

export const sameAnswers = (a: Answers, b: Answers): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

/**
 * An invitation has one response, and so its id is the invitation's own with another prefix. Whatever is sent from the link, counted or
 * held, is written under this one name: of two at once, one breaks the ledger's key and is decided again.
 */
export const responseIdOf = (invitationId: string): string => invitationId.replace(/^inv_/, 'rsp_');
