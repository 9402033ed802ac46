import { STATES } from '../../server/callbacks/rules.ts';
import { MailboxPage, type MailboxPageProps, MessagePage, type MessagePageProps } from '../../server/development/pages.tsx';
import { html } from '../../server/http/html.tsx';
import * as pages from '../../server/links/pages.ts';
import type { Calling } from '../../server/links/pages-call.tsx';
import type { Frame } from '../../server/links/pages-parts.tsx';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { LANGUAGES } from '../../server/words/languages.ts';
import { type Spoken, spokenIn } from '../../server/words/words.ts';

export const SCRIPT = '<script>alert(1)</script>';
export const STORY = `It broke on Tuesday & again on "Friday". ${SCRIPT}`;
export const company = 'Acme Telecom';
export const at = (text: string) => Date.parse(`2026-11-${text}+01:00`);
export const frame: Frame = { company, spoken: spokenIn('en'), also: '?', chosenLanguage: null };
export const calling: Calling = {
  windows: [{ from: at('24T09:00'), to: at('24T11:00') }],
  zone: 'Europe/Berlin',
  country: 'DE',
  numberKnown: true,
};
export const happens = { by: at('23T12:00'), window: null };

export const survey: pages.SurveyPageProps = {
  ...{ frame, action: '/s/priya', proof: 'proof-1', questions: DEFAULT_SURVEY.questions, values: {}, problems: [] },
  ...{ about: 'Router order 4711', anonymous: true },
};
const wasThisYou: pages.WasThisYouPageProps = { frame, action: '/s/priya', proof: 'proof-1', values: {}, again: '/s/priya' };
export const thanks: pages.ThanksPageProps = {
  ...{ frame, action: '/s/priya', proof: 'proof-1', questions: DEFAULT_SURVEY.questions, values: { score: '4' }, problems: [] },
  ...{ outcome: 'recorded', happens: null, confidence: null, caseUrl: null, closes: at('30T12:00'), calling },
};
export const nothing = { agree: false, correct: false, confirm: false, contest: false, withdraw: false, window: false, callMe: false };
export const claimed: pages.CasePageProps = {
  ...{ frame, action: '/c/priya', proof: 'proof-2', state: 'claimed', owner: 'Ines', fix: null, problems: [], values: {}, notice: null },
  ...{ window: null, calling, writes: true, asked: [at('26T18:00')], no: null },
  granted: [{ what: 'Your fee is waived.', amount: 3_990, currency: 'EUR' }],
  confidence: { of: 'before', rating: 2 },
  understanding: { words: 'Your router never came.', state: 'unconfirmed' },
  promises: [{ text: 'Refund of €39.90', at: at('27T18:00'), state: 'open' }],
  due: { kind: 'promise', at: at('27T18:00') },
  happened: [
    { at: at('23T10:30'), what: 'claimed', name: 'Ines' },
    { at: at('23T10:30'), what: 'reached', name: null },
  ],
  can: { ...nothing, agree: true, correct: true, withdraw: true, window: true },
};
export const fixed: pages.CasePageProps = {
  ...claimed,
  state: 'fixed',
  fix: { done: 'A new router works.' },
  promises: [{ text: 'Refund of €39.90', at: at('27T18:00'), state: 'kept', ask: 'prm_1' }],
  can: { ...nothing, confirm: true, contest: true, withdraw: true },
};
export const stop: pages.StopPageProps = { frame, action: '/s/priya', proof: 'proof-1', state: 'asking', openCase: { writes: true } };
export const message: MessagePageProps['message'] = {
  ...{
    id: 'msg_1',
    from: 'hello@acme.example',
    to: 'priya@example.com',
    subject: 'How was it?',
    kind: 'invitation',
    state: 'accepted',
    reason: null,
  },
  ...{ createdAt: 'Fri 20 Nov 16:40', headers: { 'List-Unsubscribe': '<http://localhost/s/priya/unsubscribe>' } },
  ...{ text: 'Tell us (http://localhost/s/priya?score=1).', html: '<p>Tell us</p>' },
};
export const mailbox: MailboxPageProps = {
  messages: [message],
  waiting: [{ what: 'Reminder to Priya', at: 'Mon 23 Nov 09:00' }],
  now: 'Fri 20 Nov 16:45',
  clock: { action: '/dev/clock' },
};

export const WRONG = ['score', 'sorted', 'comment', 'call_me'].map((field) => ({ field, message: `Something is wrong with ${field}.` }));
export const WRONG_CALL = ['call_when', 'call_number'].map((field) => ({ field, message: `Something is wrong with ${field}.` }));

const statesIn = (spoken: Spoken): [name: string, page: string][] => {
  const inIt = { ...frame, spoken };
  const named = `in ${spoken.language}`;
  return [
    [`survey ${named}`, html(pages.SurveyPage({ ...survey, frame: inIt }))],
    [`was this you ${named}`, html(pages.WasThisYouPage({ ...wasThisYou, frame: inIt, values: { score: '1', comment: STORY } }))],
    [`survey with a problem ${named}`, html(pages.SurveyPage({ ...survey, frame: inIt, problems: WRONG.slice(0, 1) }))],
    [`thanks ${named}`, html(pages.ThanksPage({ ...thanks, frame: inIt }))],
    [
      `thanks after a low score ${named}`,
      html(pages.ThanksPage({ ...thanks, frame: inIt, happens, confidence: { rating: 2 }, caseUrl: '/c/priya' })),
    ],
    [
      `thanks with problems ${named}`,
      html(
        pages.ThanksPage({
          ...thanks,
          ...{ frame: inIt, outcome: 'unsent', values: { comment: STORY, stop: STORY }, problems: [...WRONG, ...WRONG_CALL] },
        }),
      ),
    ],
    ...STATES.filter((state) => state !== 'erased').map((state): [string, string] => [
      `case that is ${state} ${named}`,
      html(pages.CasePage({ ...claimed, frame: inIt, state, owner: null })),
    ]),
    [
      `case that was refused ${named}`,
      html(
        pages.CasePage({
          ...{ ...claimed, frame: inIt, state: 'let_go', due: null, asked: [], confidence: { of: 'after', rating: null } },
          ...{ no: { reason: STORY, alternatives: ['A voucher.', STORY] }, can: { ...nothing, contest: true, callMe: true } },
        }),
      ),
    ],
    [`case that is fixed and can be answered ${named}`, html(pages.CasePage({ ...fixed, frame: inIt }))],
    [
      `case with a problem ${named}`,
      html(
        pages.CasePage({
          ...{ ...fixed, frame: inIt, values: { words: STORY } },
          problems: [{ field: 'contest-words', message: 'Please tell us.' }],
        }),
      ),
    ],
    ...(['asking', 'stopped'] as const).map((state): [string, string] => [
      `${state} ${named}`,
      html(pages.StopPage({ ...stop, frame: inIt, state })),
    ]),
    [`not now ${named}`, html(pages.LaterPage({ frame: inIt, action: '/s/priya', closes: at('30T12:00'), zone: 'Europe/Berlin' }))],
    [`without a name ${named}`, html(pages.AnonymousPage({ frame: inIt }))],
    [
      `notice ${named}`,
      html(
        pages.NoticePage({
          ...{ company, spoken, title: 'One moment, please', says: [STORY] },
          ...{ form: { action: '/x', label: 'Again', fields: { proof: 'p' } }, kept: { words: STORY } },
        }),
      ),
    ],
  ];
};

export const EVERY_STATE: [name: string, page: string][] = [
  ...Object.keys(LANGUAGES).flatMap((language) => statesIn(spokenIn(language))),
  ['mailbox', html(MailboxPage(mailbox))],
  ['empty mailbox', html(MailboxPage({ ...mailbox, messages: [], waiting: [], clock: null }))],
  ['message', html(MessagePage({ message: { ...message, subject: SCRIPT } }))],
];
