import { describe, expect, it } from 'vitest';
import { previewsIn } from '../../server/development/messages.tsx';
import { en } from '../../server/words/en.ts';
import { isLanguage, LANGUAGES, type Language } from '../../server/words/languages.ts';
import { spokenIn } from '../../server/words/words.ts';
import { MONDAY, makeWorld } from '../world.ts';

const languages = Object.keys(LANGUAGES).filter(isLanguage);

describe.each(languages)('every message in %s', (language: Language) => {
  it('is a whole mail that no mail program cuts off, with the same words as plain text, and nothing that loads or runs', async () => {
    const { deps } = await makeWorld();
    for (const [kind, preview] of Object.entries(previewsIn(deps.settings, spokenIn(language), MONDAY))) {
      if (!('email' in preview)) continue;
      const { html, text, subject, headers } = preview.email;
      // Gmail clips at 102 kB; we stay far below, with room for a long subject of a contact.
      expect(Buffer.byteLength(html), kind).toBeLessThan(10_000);
      // Colleagues of another department are written to in the language of the dashboard.
      const spoken: string = kind === 'another department is asked' ? 'en' : language;
      const direction = spoken === 'ar' ? 'rtl' : 'ltr';
      expect(html, kind).toMatch(new RegExp(`^<!doctype html><html lang="${spoken}" dir="${direction}">`));
      expect(html, kind).not.toMatch(/<(?:img|script|link|style|iframe)\b|url\(/i);
      expect(subject.length, kind).toBeLessThan(120);
      expect(headers['Auto-Submitted'], kind).toBe('auto-generated');
      for (const [, link] of html.matchAll(/href="([^"]+)"/g)) expect(text, kind).toContain(link!.replaceAll('&amp;', '&'));
      expect(`${subject}${text}`, kind).not.toMatch(/\bundefined\b|\bnull\b|\[object|\$\{/);
    }
  });

  it('can be looked at by whoever wants to read it before a customer does', async () => {
    const world = await makeWorld();
    const page = await world.visitor().send(`/dev/messages/${language}`);
    expect(page.status).toBe(200);
    const frames = [...(await page.text()).matchAll(/<iframe[^>]* src="([^"]+)"/g)].map(([, src]) => src!);
    expect(frames.length).toBeGreaterThan(8);
    for (const src of frames) expect((await world.visitor().send(src)).status).toBe(200);
  });

  it('says something of its own for every key, with everything it was told', () => {
    const said = (words: unknown, path: string): [string, string][] => {
      if (typeof words === 'string') return [[path, words]];
      if (typeof words === 'function') return [[path, words(...Array.from({ length: words.length }, (_, i) => ARGUMENTS[i]))]];
      return Object.entries(words as object).flatMap(([key, value]) => said(value, `${path}.${key}`));
    };
    const english = new Map(said(en, ''));
    const own = said(spokenIn(language).words, '');
    expect(own.map(([path]) => path).sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of own) {
      expect(text.trim(), path).not.toBe('');
      for (const argument of ARGUMENTS)
        expect(digits(text).includes(argument), `${path}: ${text}`).toBe(digits(english.get(path)!).includes(argument));
    }
    const same = own.filter(([path, text]) => language !== 'en' && text.length > 12 && english.get(path) === text);
    expect(same).toEqual([]);
  });
});

/** What a sentence may be told; each is found again in it. */
const ARGUMENTS = ['7001', '7002', '7003'];

/** A number is written with marks between its digits, or in a script of its own. */
const digits = (text: string): string =>
  text.replaceAll(/(?<=\d)[.,\s'’\u00a0\u202f](?=\d)/g, '').replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
