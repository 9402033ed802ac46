import { describe, expect, test } from 'vitest';
import { type Asked, readText } from '../../server/texts/rules.ts';
import { segmentsOf } from '../../server/texts/rules-segments.ts';
import { type Language, momentIn } from '../../server/words/languages.ts';
import { spokenIn } from '../../server/words/words.ts';

const scale = { min: 1, max: 5 };
const read = (language: string, asked: Asked, body: string) => readText(body, { language, scale, asked }).kind;

/** What our texts ask people to reply: yes, no call, call me; and other ways to write the same. */
const WORDS: Record<Language, { yes: string[]; no: string[]; call: string[] }> = {
  en: { yes: ['YES'], no: ['NO'], call: ['CALL ME'] },
  es: { yes: ['SÍ', 'SI'], no: ['NO'], call: ['LLAMADA', 'LLAMAME', 'LLÁMENME'] },
  fr: { yes: ['OUI'], no: ['NON'], call: ['RAPPEL', 'APPELEZ-MOI'] },
  de: { yes: ['JA'], no: ['NEIN'], call: ['ANRUF', 'RÜCKRUF'] },
  pt: { yes: ['SIM'], no: ['NÃO'], call: ['LIGUEM-ME'] },
  it: { yes: ['Sì', 'SI'], no: ['NO'], call: ['CHIAMATEMI'] },
  nl: { yes: ['JA'], no: ['NEE'], call: ['BEL ME'] },
  pl: { yes: ['TAK'], no: ['NIE'], call: ['ZADZWOŃ'] },
  tr: { yes: ['EVET'], no: ['HAYIR'], call: ['BENİ ARAYIN'] },
  ar: { yes: ['نعم'], no: ['لا'], call: ['اتصلوا بي'] },
  hi: { yes: ['हाँ'], no: ['नहीं'], call: ['फ़ोन करें'] },
  ja: { yes: ['はい'], no: ['いいえ'], call: ['電話してください'] },
  zh: { yes: ['是'], no: ['否'], call: ['请来电'] },
};

describe('the words that our own texts ask for are understood, as they stand there and in small letters', () => {
  test.each(Object.entries(WORDS))('%s', (language, { yes, no, call }) => {
    const small = (words: string[]) => [...words, ...words.map((word) => word.toLocaleLowerCase(language))];
    for (const word of small(yes)) expect([word, read(language, 'fixed', word)]).toEqual([word, 'fixed']);
    for (const word of small(no)) expect([word, read(language, 'when', word)]).toEqual([word, 'no_call']);
    for (const asked of ['score', 'fixed', 'when', 'nothing'] as const)
      for (const word of small(call)) expect([word, asked, read(language, asked, word)]).toEqual([word, asked, 'call_me']);
    const { isItFixed, help, sorry } = spokenIn(language).words.text;
    expect([isItFixed('', '').includes(yes[0]!), help('').includes(call[0]!), sorry('').includes(no[0]!)]).toEqual([true, true, true]);
  });
});

describe('E22 what our answers cost', () => {
  const link = ' https://feedback.acme.example/c/3rQUEVwPdmangoXD-1BsftClAKk';

  test.each(Object.keys(WORDS))('in %s, three parts of a text at most, with the way to the page', (language) => {
    const spoken = spokenIn(language);
    const { text } = spoken.words;
    const when = momentIn(spoken, Date.UTC(2026, 8, 30, 20, 45), 'America/New_York');
    const answers = [
      ...[text.sorry(when) + link, text.willCall + link, text.pageLink(link), text.clarify(0, 10), text.thanks],
      ...[text.noCall, text.timeNoted, text.confirmed, text.contested, text.corrected],
    ];
    for (const body of answers) expect([body, segmentsOf(body).segments <= 3]).toEqual([body, true]);
  });
});
