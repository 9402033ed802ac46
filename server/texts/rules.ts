import { namesTime, wantsCall } from './rules-call.ts';
import { outcomeIn } from './rules-outcome.ts';
import { allOf, isOnly, type Phrase, says, spoken } from './rules-phrases.ts';
import { type Scale, scoreIn } from './rules-score.ts';
import { type Token, tokensOf } from './rules-tokens.ts';
import { type Words, wordsOf } from './rules-words.ts';

/** What the customer was last asked by text: for a score, whether it is fixed, whether the call may come when we said, or nothing. */
export type Asked = 'score' | 'fixed' | 'when' | 'nothing';

/** What a provider says that it recognised, and has answered itself. */
export type OptOutType = 'STOP' | 'START' | 'HELP';

/** What a text says. `words` are the customer's own, for a person to read. */
export type Reading =
  | { kind: 'score'; score: number; comment: string; call: boolean; words: string }
  | { kind: 'stop' | 'start' | 'help'; answered: boolean; words: string }
  | { kind: 'call_me' | 'no_call' | 'another_time'; words: string }
  | { kind: 'fixed' | 'still_broken' | 'not_quite'; words: string }
  | { kind: 'wrong_person' | 'auto_reply' | 'ack'; words: string }
  /** Said in words, to something that was not a question with few answers. */
  | { kind: 'words'; words: string }
  /** Not an answer to what was asked, or not surely one. No words: nothing that a person could read either. */
  | { kind: 'unclear'; words: string };

export type Reader = { language: string; scale: Scale; asked: Asked; optOutType?: OptOutType | undefined };

/**
 * Reads a text as people write them, in the survey's language and in English. It never guesses: what it is not sure of is `unclear`.
 * What ends a conversation goes before what answers it, so that a STOP is never taken for anything else.
 */
export function readText(body: string, { language, scale, asked, optOutType }: Reader): Reading {
  const text = body.trim();
  const tokens = tokensOf(text);
  const words = wordsOf(language);
  const is = (phrases: readonly Phrase[]) => says(tokens, phrases, words.polite);

  const confirms = optOutType === 'START' && asked === 'fixed' && !is(words.start);
  if (optOutType && !confirms) return { kind: optOutType.toLowerCase() as 'stop', answered: true, words: text };
  if (is(words.auto)) return { kind: 'auto_reply', words: text };
  // "2 STOP" is a STOP: who may not be written to again is nobody's guess.
  const besides = tokens.filter((token) => token.kind !== 'number');
  if (says(besides, words.stop, words.polite)) return { kind: 'stop', answered: false, words: text };
  for (const kind of ['start', 'help'] as const) if (is(words[kind])) return { kind, answered: false, words: text };
  if (is(words.wrongPerson)) return { kind: 'wrong_person', words: text };

  const call = wantsCall(tokens, words);
  const given = scoreIn(text, tokens, scale, words);
  const bare = asked === 'fixed' || asked === 'when';
  if (given && !(bare && given.comment !== '')) return { kind: 'score', ...given, call, words: text };
  if (is(words.noCall)) return { kind: 'no_call', words: text };
  if (call) return { kind: asked === 'when' && namesTime(tokens, words) ? 'another_time' : 'call_me', words: text };
  if (is(words.busy)) return { kind: 'auto_reply', words: text };
  return answerTo(asked, text, tokens, words);
}

function answerTo(asked: Asked, text: string, tokens: readonly Token[], words: Words): Reading {
  const thumb = tokens.map((token) => token.text).find((sign) => /^(?:👍|👎)/u.test(sign));
  const said = spoken(tokens).length > 0;
  const noise = said && isOnly(tokens, [...words.polite, ...words.yes]);
  if (asked === 'score') return { kind: 'unclear', words: said ? text : '' };
  if (asked === 'fixed') {
    const kind = said ? outcomeIn(tokens, words) : thumb && (thumb.startsWith('👍') ? 'fixed' : 'still_broken');
    if (kind) return { kind, words: text };
  }
  if (asked === 'when') {
    if (said && isOnly(tokens, [...words.no, ...words.polite]) && !isOnly(tokens, words.polite)) return { kind: 'no_call', words: text };
    if (outcomeIn(tokens, words) === 'fixed' && allOf(tokens, words.fixed).length) return { kind: 'fixed', words: text };
    if (namesTime(tokens, words)) return { kind: 'another_time', words: text };
  }
  if (noise || thumb?.startsWith('👍')) return { kind: 'ack', words: text };
  return said ? { kind: 'words', words: text } : { kind: 'unclear', words: '' };
}
