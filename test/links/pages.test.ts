import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { describe, expect, it } from 'vitest';
import { MailboxPage, type MailboxPageProps, MessagePage, type MessagePageProps } from '../../server/development/pages.tsx';
import { html, Page, pageSecurity, pageStyle } from '../../server/http/html.tsx';
import * as pages from '../../server/links/pages.tsx';
import { DEFAULT_SURVEY, type Question } from '../../server/surveys/rules.ts';

const SCRIPT = '<script>alert(1)</script>';
const STORY = `It broke on Tuesday & again on "Friday". ${SCRIPT}`;
const company = 'Acme Telecom';
const happens = { by: 'Mon 23 Nov 12:00', zone: 'Europe/Berlin' };

const survey: pages.SurveyPageProps = {
  ...{ company, action: '/s/priya', proof: 'proof-1', questions: DEFAULT_SURVEY.questions, values: {}, problems: [], correcting: false },
  ...{ about: 'Router order 4711', closes: 'Mon 30 Nov 12:00', unsubscribe: '/s/priya/unsubscribe' },
};
const thanks: pages.ThanksPageProps = {
  ...{ company, happens: null, caseUrl: null, again: '/s/priya', closes: 'Mon 30 Nov 12:00', repeated: false, corrected: false },
};
const nothing = { agree: false, correct: false, confirm: false, contest: false, withdraw: false };
const claimed: pages.CasePageProps = {
  ...{ company, action: '/c/priya', proof: 'proof-2', state: 'claimed', owner: 'Ines', fix: null, problems: [], values: {}, notice: null },
  understanding: { words: 'Your router never came.', state: 'unconfirmed' },
  promises: [{ text: 'Refund of €39.90', by: 'Fri 27 Nov 18:00', state: 'open' }],
  due: { words: 'We keep our promise by Fri 27 Nov 18:00 (Europe/Berlin)' },
  happened: [{ at: 'Mon 23 Nov 10:30', what: 'We spoke.' }],
  can: { ...nothing, agree: true, correct: true, withdraw: true },
};
const fixed: pages.CasePageProps = {
  ...claimed,
  state: 'fixed',
  fix: { done: 'A new router works.' },
  can: { ...nothing, confirm: true, contest: true, withdraw: true },
};
const message: MessagePageProps['message'] = {
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
const mailbox: MailboxPageProps = {
  messages: [message],
  waiting: [{ what: 'Reminder to Priya', at: 'Mon 23 Nov 09:00' }],
  now: 'Fri 20 Nov 16:45',
  clock: { action: '/dev/clock' },
};

const WRONG = ['score', 'sorted', 'comment', 'call_me'].map((field) => ({ field, message: `Something is wrong with ${field}.` }));
const EVERY_STATE: [name: string, page: string][] = [
  ['survey', html(pages.SurveyPage(survey))],
  ['survey with problems', html(pages.SurveyPage({ ...survey, values: { comment: STORY, stop: STORY }, problems: WRONG }))],
  ['survey that is corrected', html(pages.SurveyPage({ ...survey, correcting: true, values: { score: '1', call_me: 'yes' } }))],
  ['thanks', html(pages.ThanksPage(thanks))],
  ['thanks after a low score', html(pages.ThanksPage({ ...thanks, happens, caseUrl: '/c/priya' }))],
  ...(['open', 'claimed', 'confirmed', 'unconfirmed', 'withdrawn', 'let_go'] as const).map((state): [string, string] => [
    `case that is ${state}`,
    html(pages.CasePage({ ...claimed, state, owner: null })),
  ]),
  ['case that is fixed', html(pages.CasePage(fixed))],
  [
    'case with a problem',
    html(pages.CasePage({ ...fixed, problems: [{ field: 'contest-words', message: 'Please tell us.' }], values: { words: STORY } })),
  ],
  [
    'unsubscribe',
    html(pages.UnsubscribePage({ company, action: '/s/priya/unsubscribe', proof: 'proof-1', done: false, hasOpenCase: true })),
  ],
  [
    'unsubscribed',
    html(pages.UnsubscribePage({ company, action: '/s/priya/unsubscribe', proof: 'proof-1', done: true, hasOpenCase: false })),
  ],
  [
    'notice',
    html(
      pages.NoticePage({
        company,
        title: 'One moment, please',
        says: [STORY],
        form: { action: '/x', label: 'Again', fields: { proof: 'p' } },
        kept: { words: STORY },
      }),
    ),
  ],
  ['mailbox', html(MailboxPage(mailbox))],
  ['empty mailbox', html(MailboxPage({ ...mailbox, messages: [], waiting: [], clock: null }))],
  ['message', html(MessagePage({ message: { ...message, subject: SCRIPT } }))],
];

describe.each(EVERY_STATE)('the page “%s”', (_, page) => {
  it('is small, whole and asks nothing of the network', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(15_000);
    expect(page).toMatch(/^<!doctype html><html lang="en">.*<meta name="robots" content="noindex"\/>.*<h1.*<\/html>$/s);
    const loaded = tags(page).filter((tag) => !tag.startsWith('<a ') && /https?:/.test(tag));
    expect(loaded).toEqual([]);
  });

  it('runs nothing, and has no style but the one that the policy allows', () => {
    expect(page).not.toMatch(/<script/i);
    expect(tags(page).filter((tag) => /\s(?:style|on\w+)=/.test(tag))).toEqual([]);
    expect(page.match(/<style>(.*?)<\/style>/s)?.[1]).toBe(pageStyle);
  });

  it('gives every field a label, every group its words, and no two things one id', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const inLabels = page.match(/<label>.*?<\/label>/gs)?.join('') ?? '';
    const bare = tags(page).filter((tag) => /^<(?:input|textarea)/.test(tag) && !tag.includes('type="hidden"') && !inLabels.includes(tag));
    expect(bare.filter((tag) => !page.includes(`<label for="${attribute(tag, 'id')}"`))).toEqual([]);
    expect(page.match(/<fieldset[^>]*>(?!<legend>)/g)).toBeNull();
    const pointed = tags(page).flatMap((tag) => [
      attribute(tag, 'aria-describedby'),
      attribute(tag, 'aria-labelledby'),
      /href="#(.+?)"/.exec(tag)?.[1],
    ]);
    expect(pointed.flatMap((value) => value?.split(' ') ?? []).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('the survey', () => {
  const show = (change: Partial<pages.SurveyPageProps>) => html(pages.SurveyPage({ ...survey, ...change }));
  const chosen = (page: string) =>
    tags(page)
      .filter((tag) => / checked(?:=|\/|>)/.test(tag))
      .map((tag) => `${attribute(tag, 'name')}=${attribute(tag, 'value')}`);

  it('has chosen the score that Priya tapped in her mail, and nothing else', () => {
    expect(chosen(show({ values: { score: '2' } }))).toEqual(['score=2']);
    expect(chosen(show({}))).toEqual([]);
  });

  it('asks for the score only', () => {
    const required = tags(show({})).filter((tag) => tag.includes(' required'));
    expect(required.map((tag) => attribute(tag, 'name'))).toEqual(['score']);
  });

  it('loses nothing of what was typed and chosen when something is wrong, and leads there', () => {
    const page = show({
      values: { comment: STORY, sorted: 'partly', stop: 'Hanging up', call_me: 'yes' },
      problems: [...WRONG, { field: 'photo', message: 'No files here.' }],
    });
    expect(chosen(page)).toEqual(['sorted=partly', 'call_me=yes']);
    expect(page).toContain('It broke on Tuesday &amp; again on &quot;Friday&quot;. &lt;script&gt;alert(1)&lt;/script&gt;</textarea>');
    expect(page).toContain('>Hanging up</textarea>');
    for (const { field, message } of WRONG) expect(page).toContain(`<a href="#${field}">${message}</a>`);
    expect(page).toContain('<li>No files here.</li>');
    expect(tags(page).filter((tag) => tag.startsWith('<textarea') && tag.includes('aria-invalid="true"'))).toHaveLength(1);
  });

  it('has a place for every number of any scale, with the words of its ends', () => {
    const questions: Question[] = [
      { id: 'nps', kind: 'rating', text: 'Would you recommend us?', min: 0, max: 10, low: 'never', high: 'always' },
    ];
    const page = show({ questions });
    expect(
      tags(page)
        .filter((tag) => attribute(tag, 'name') === 'nps')
        .map((tag) => attribute(tag, 'value')),
    ).toEqual([...'0123456789', '10']);
    expect(page).toContain('0<span class="unseen">, never</span>');
    expect(page).not.toContain('If you would like to say more');
  });

  it('says stop, start and continue under one heading, once', () => {
    expect(show({}).match(/One thing we should/g)).toHaveLength(1);
    for (const about of ['stop', 'start', 'continue']) expect(show({})).toContain(`<label for="${about}">${about} doing</label>`);
  });

  it('makes it as easy to be left alone as to send', () => {
    const page = show({});
    expect(page.match(/Don’t ask me again/g)).toHaveLength(page.match(/<button/g)!.length);
    expect(page).toContain('Not now? Just close this page.');
  });
});

it('a low score is told at once who calls and by when', () => {
  const page = html(pages.ThanksPage({ ...thanks, happens, caseUrl: '/c/priya', repeated: true }));
  expect(page).toContain('A supervisor will call you by Mon 23 Nov 12:00 (Europe/Berlin)');
  expect(page).toContain('<h1>We already have your answer</h1>');
});

describe('the case', () => {
  const targets = (page: string) =>
    [...page.matchAll(/<form method="post" action="([^"]+)"><input type="hidden" name="proof" value="proof-2"\/>/g)].map(
      ([, action]) => action,
    );

  it('offers what Priya can do now, each as a form with our proof', () => {
    expect(targets(html(pages.CasePage(claimed)))).toEqual(['/c/priya/agree', '/c/priya/correct', '/c/priya/withdraw']);
    expect(targets(html(pages.CasePage(fixed)))).toEqual(['/c/priya/confirm', '/c/priya/contest', '/c/priya/withdraw']);
    expect(targets(html(pages.CasePage({ ...claimed, can: nothing })))).toEqual([]);
  });

  it('opens the form whose words are wrong, with the words in it', () => {
    const page = html(
      pages.CasePage({ ...fixed, problems: [{ field: 'contest-words', message: 'Too long.' }], values: { words: 'Still dead.' } }),
    );
    expect(page.match(/<details open(?:="")?>.*?<\/details>/gs)?.join()).toContain('>Still dead.</textarea>');
    expect(page.match(/Still dead\./g)).toHaveLength(1);
  });

  it('gives words back that found no form any more', () => {
    expect(html(pages.CasePage({ ...claimed, state: 'withdrawn', can: nothing, values: { words: STORY } }))).toContain(
      'It broke on Tuesday',
    );
  });
});

it('a notice shows what was typed, word for word and harmless', () => {
  const page = html(pages.NoticePage({ company, title: 'Busy', says: [], kept: { words: STORY } }));
  expect(page).toContain('again on &quot;Friday&quot;. &lt;script&gt;alert(1)&lt;/script&gt;</dd>');
});

it('the mailbox leads to each message and shows it in a frame that runs nothing', () => {
  expect(html(MailboxPage(mailbox))).toContain('<a href="/dev/mailbox/msg_1">How was it?</a>');
  const frame = tags(html(MessagePage({ message }))).find((tag) => tag.startsWith('<iframe'))!;
  expect(frame).toContain('src="/dev/mailbox/msg_1/body"');
  expect(attribute(frame, 'sandbox')).not.toMatch(/allow-(?:scripts|same-origin|forms)/);
});

it('an address in plain text can be clicked on, without the bracket behind it', () => {
  expect(html(MessagePage({ message }))).toContain('rel="noreferrer">http://localhost/s/priya?score=1</a>).');
});

it('the policy allows the style of our pages, and no other', () => {
  const headers = new Map<string, string>();
  pageSecurity({ header: (name: string, value: string) => headers.set(name, value) } as unknown as Context);
  const hash = createHash('sha256').update(pageStyle).digest('base64');
  expect(headers.get('Content-Security-Policy'), 'STYLE_HASH in server/http/html.tsx must be that of pageStyle').toContain(
    `style-src 'sha256-${hash}';`,
  );
});

it('a page tells its address to no other site, and still sends its own forms with their origin', () => {
  for (const [, page] of EVERY_STATE) expect(page).toContain('<meta name="referrer" content="same-origin"/>');
});

it('a page that would have to wait is not drawn', () => {
  expect(() => html(Page({ title: 'Late', company, children: Promise.resolve('late') }))).toThrow('A page does not wait for anything.');
});

const tags = (page: string): string[] => page.match(/<[a-z][^>]*>/g) ?? [];
const attribute = (tag: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
