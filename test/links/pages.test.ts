import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { describe, expect, it } from 'vitest';
import { MailboxPage, MessagePage } from '../../server/development/pages.tsx';
import { html, Page, pageSecurity, pageStyle, wideStyle } from '../../server/http/html.tsx';
import * as pages from '../../server/links/pages.ts';
import { HAND_HASH, HAND_SCRIPT } from '../../server/links/pages-hand.tsx';
import type { Question } from '../../server/surveys/rules.ts';
import { spokenIn } from '../../server/words/words.ts';
import { withoutOurScript } from './script.ts';
import {
  at,
  calling,
  claimed,
  company,
  EVERY_STATE,
  fixed,
  frame,
  happens,
  mailbox,
  message,
  nothing,
  STORY,
  survey,
  thanks,
  WRONG,
  WRONG_CALL,
} from './states.ts';

describe.each(EVERY_STATE)('the page “%s”', (name, page) => {
  it('is small, whole and asks nothing of the network', () => {
    // Counted in letters, because one of Devanagari is three bytes; the first page keeps to it in bytes too.
    expect(page.length).toBeLessThan(15_000);
    if (name.startsWith('survey')) expect(Buffer.byteLength(page)).toBeLessThan(15_000);
    expect(page).toMatch(
      /^<!doctype html><html lang="[a-z]{2}" dir="(?:ltr|rtl)">.*<meta name="robots" content="noindex"\/>.*<h1.*<\/html>$/s,
    );
    const loaded = tags(page).filter((tag) => !tag.startsWith('<a ') && /https?:/.test(tag));
    expect(loaded).toEqual([]);
  });

  it('runs nothing but the one script that the policy allows, and has no style but the one that the policy allows', () => {
    expect(withoutOurScript(page)).not.toMatch(/<script/i);
    expect(tags(page).filter((tag) => /\s(?:style|on\w+)=/.test(tag))).toEqual([]);
    const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style]) => style);
    expect(styles).toEqual(page.includes('<body class="wide">') ? [pageStyle, wideStyle] : [pageStyle]);
  });

  it('gives every field a label, every group its words, and no two things one id', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const inLabels = page.match(/<label>.*?<\/label>/gs)?.join('') ?? '';
    const bare = tags(page).filter(
      (tag) => /^<(?:input|textarea|select)/.test(tag) && !tag.includes('type="hidden"') && !inLabels.includes(tag),
    );
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

const chosen = (page: string) =>
  tags(page)
    .filter((tag) => / checked(?:=|\/|>)/.test(tag))
    .map((tag) => `${attribute(tag, 'name')}=${attribute(tag, 'value')}`);

describe('the survey', () => {
  const show = (change: Partial<pages.SurveyPageProps>) => html(pages.SurveyPage({ ...survey, ...change }));

  it('has chosen the score that Priya tapped in her mail, and nothing else', () => {
    expect(chosen(show({ values: { score: '2' } }))).toEqual(['score=2']);
    expect(chosen(show({}))).toEqual([]);
  });

  it('asks for the score only', () => {
    const required = tags(show({})).filter((tag) => tag.includes(' required'));
    expect(required.map((tag) => attribute(tag, 'name'))).toEqual(['score']);
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
    expect(page).not.toContain('Please have a supervisor call me');
  });

  it('makes it as easy to be left alone, now or for ever, as to send, and none of them needs a score', () => {
    const buttons = tags(show({})).filter((tag) => tag.startsWith('<button'));
    expect(buttons).toHaveLength(3);
    for (const way of ['later', 'unsubscribe']) {
      const button = buttons.find((tag) => attribute(tag, 'formaction') === `/s/priya/${way}`);
      expect(button).toContain('formnovalidate');
    }
  });

  it('offers an answer without a name only where the team takes it, and says what that means', () => {
    expect(show({})).toContain('we cannot call you, and you cannot change your answer');
    expect(show({ anonymous: false })).not.toContain('without my name');
  });

  it('keeps the language that was chosen, and the score, when it is changed', () => {
    const page = show({ frame: { ...frame, also: '?score=2&', chosenLanguage: 'en' } });
    expect(page).toContain('<input type="hidden" name="lang" value="en"/>');
    expect(page).toContain('<a href="?score=2&amp;lang=en" lang="en">English</a>');
  });
});

describe('after the first tap', () => {
  const show = (change: Partial<pages.ThanksPageProps>) => html(pages.ThanksPage({ ...thanks, ...change }));

  it('a low score is told at once who calls and by when', () => {
    const page = show({ happens, caseUrl: '/c/priya', outcome: 'repeated' });
    expect(page).toContain('A supervisor will call you by Mon 23 Nov, 12:00 (Central European Time)');
    expect(page).toContain('<h1>We already have your answer</h1>');
  });

  it('a customer who chose a time is told that time', () => {
    const page = show({
      happens: { ...happens, window: calling.windows[0]! },
      values: { call_when: `${at('24T09:00')}-${at('24T11:00')}` },
    });
    expect(page).toMatch(/A supervisor will call you: Tue 24 November, 09:00\p{Z}*–\p{Z}*11:00/u);
    expect(page).toMatch(/<option value="\d+-\d+" selected(?:="")?>Tue 24 November/);
  });

  it('never shows the number that we know: the link may have been passed on', () => {
    expect(show({ happens })).toContain('we use the number we know');
    expect(show({ happens, calling: { ...calling, numberKnown: false } })).not.toContain('we use the number we know');
  });

  it('loses nothing of what was typed and chosen when something is wrong, and leads there', () => {
    const page = show({
      outcome: 'unsent',
      values: { comment: STORY, sorted: 'partly', stop: 'Hanging up', call_me: 'yes', call_number: '030 x', call_country: 'FR' },
      problems: [...WRONG, ...WRONG_CALL, { field: 'photo', message: 'No files here.' }],
    });
    expect(chosen(page)).toEqual(['sorted=partly', 'call_me=yes']);
    expect(page).toContain('It broke on Tuesday &amp; again on &quot;Friday&quot;. &lt;script&gt;alert(1)&lt;/script&gt;</textarea>');
    expect(page).toContain('>Hanging up</textarea>');
    expect(page).toMatch(/<option value="FR" selected(?:="")?>France</);
    expect(tags(page).find((tag) => attribute(tag, 'name') === 'call_number')).toContain('value="030 x"');
    for (const { field, message } of [...WRONG, ...WRONG_CALL]) expect(page).toContain(`<a href="#${field}">${message}</a>`);
    expect(page).toContain('<li>No files here.</li>');
    expect(tags(page).filter((tag) => tag.startsWith('<textarea') && tag.includes('aria-invalid="true"'))).toHaveLength(1);
  });

  it('says stop, start and continue under one heading, once', () => {
    expect(show({}).match(/One thing we should/g)).toHaveLength(1);
    for (const about of ['stop', 'start', 'continue']) expect(show({})).toContain(`<label for="${about}">${about} doing</label>`);
  });

  it('asks how hard it was expected to be, and how hard it was', () => {
    for (const id of ['expected', 'actual']) expect(tags(show({})).filter((tag) => attribute(tag, 'name') === id)).toHaveLength(5);
  });
});

describe('the case', () => {
  const targets = (page: string) =>
    [...page.matchAll(/<form method="post" action="([^"]+)"><input type="hidden" name="proof" value="proof-2"\/>/g)].map(
      ([, action]) => action,
    );

  it('offers what Priya can do now, each as a form with our proof', () => {
    expect(targets(html(pages.CasePage(claimed)))).toEqual([
      '/c/priya/window',
      '/c/priya/agree',
      '/c/priya/correct',
      '/c/priya/confidence',
      '/c/priya/withdraw',
      '/c/priya/only_call',
    ]);
    expect(targets(html(pages.CasePage(fixed)))).toEqual([
      '/c/priya/confirm',
      '/c/priya/contest',
      '/c/priya/confidence',
      '/c/priya/promise',
      '/c/priya/withdraw',
      '/c/priya/only_call',
    ]);
    expect(targets(html(pages.CasePage({ ...claimed, can: nothing, writes: false, confidence: null })))).toEqual([]);
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
  const page = html(pages.NoticePage({ company, spoken: spokenIn('en'), title: 'Busy', says: [], kept: { words: STORY } }));
  expect(page).toContain('again on &quot;Friday&quot;. &lt;script&gt;alert(1)&lt;/script&gt;</dd>');
});

it('the mailbox leads to each message and shows it in a frame that runs nothing', () => {
  expect(html(MailboxPage(mailbox))).toContain('<a href="/dev/mailbox/msg_1">How was it?</a>');
  const shown = tags(html(MessagePage({ message }))).find((tag) => tag.startsWith('<iframe'))!;
  expect(shown).toContain('src="/dev/mailbox/msg_1/body"');
  expect(attribute(shown, 'sandbox')).not.toMatch(/allow-(?:scripts|same-origin|forms)/);
});

it('an address in plain text can be clicked on, without the bracket behind it', () => {
  expect(html(MessagePage({ message }))).toContain('rel="noreferrer">http://localhost/s/priya?score=1</a>).');
});

it('the policy allows the style of our pages, and no other', () => {
  const headers = new Map<string, string>();
  pageSecurity({ header: (name: string, value: string) => headers.set(name, value) } as unknown as Context);
  const hashes = [pageStyle, wideStyle].map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(headers.get('Content-Security-Policy'), 'STYLE_HASHES in server/http/html.tsx').toContain(`style-src ${hashes.join(' ')};`);
});

it('the policy of a survey allows its script, and no other', () => {
  const headers = new Map<string, string>();
  pageSecurity({ header: (name: string, value: string) => headers.set(name, value) } as unknown as Context, { script: HAND_HASH });
  const hash = createHash('sha256').update(HAND_SCRIPT).digest('base64');
  const policy = headers.get('Content-Security-Policy')?.split('; ');
  expect(policy, 'HAND_HASH in server/links/pages-hand.tsx must be that of HAND_SCRIPT').toContain(`script-src 'sha256-${hash}'`);
});

it('a page tells its address to no other site, and still sends its own forms with their origin', () => {
  for (const [, page] of EVERY_STATE) expect(page).toContain('<meta name="referrer" content="same-origin"/>');
});

it('a page that would have to wait is not drawn', () => {
  expect(() => html(Page({ title: 'Late', company, children: Promise.resolve('late') }))).toThrow('A page does not wait for anything.');
});

const tags = (page: string): string[] => page.match(/<[a-z][^>]*>/g) ?? [];
const attribute = (tag: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
