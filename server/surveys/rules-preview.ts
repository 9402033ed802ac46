import { LANGUAGES, type Language } from '../words/languages.ts';
import { spokenIn } from '../words/words.ts';
import { isScale, type Question, wordingOf } from './rules.ts';

/** The questions as their customers would read them, in every language that we speak. */
export const inEveryLanguage = (questions: readonly Question[]) =>
  (Object.keys(LANGUAGES) as Language[]).map((language) => ({
    language,
    name: LANGUAGES[language],
    questions: questions.map((question) => {
      const { text, low, high } = wordingOf(question, spokenIn(language));
      return {
        id: question.id,
        kind: question.kind,
        text,
        ...(isScale(question) ? { min: question.min, max: question.max, low, high } : {}),
      };
    }),
  }));
