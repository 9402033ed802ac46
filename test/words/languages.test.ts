import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../server/core/time.ts';
import { acceptedIn, isLanguage, LANGUAGES, momentIn, spanIn, tongueOf, zoneNameIn } from '../../server/words/languages.ts';
import { spokenIn } from '../../server/words/words.ts';
import { surveyFor } from '../callbacks/cases.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

describe('the language of a customer', () => {
  it.each([
    [['de-CH'], 'de', 'de-CH'],
    [['zh_Hans_CN'], 'zh', 'zh-Hans-CN'],
    [['PT-br'], 'pt', 'PT-br'],
    [['ar'], 'ar', 'ar'],
    [[null, undefined, '', 'xx', 'nl'], 'nl', 'nl'],
    [['sv-SE', 'en-US'], 'en', 'en-US'],
    [['en'], 'en', 'en-GB'],
    [['de-'], 'de', 'de'],
    [[], 'en', 'en-GB'],
  ] as [(string | null | undefined)[], string, string][])('%j is %s', (wishes, language, tag) => {
    expect(tongueOf(...wishes)).toEqual({ language, tag });
  });

  it('is always one that we speak, whatever a source or a browser says, and times can be written in it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('de-DE-u-nu-latn', 'en--', 'fr-', 'ja_JP.UTF-8', 'hi-IN'))), (wishes) => {
        const spoken = spokenIn(...wishes);
        expect(isLanguage(spoken.language)).toBe(true);
        expect(momentIn(spoken, 0, 'Asia/Kathmandu')).not.toBe('');
        expect(spanIn(spoken, 0, HOUR, 'Asia/Kathmandu')).not.toBe('');
        expect(zoneNameIn(spoken, 0, 'UTC')).toBe('UTC');
      }),
    );
  });

  it('is read from what a browser accepts, the dearest first', () => {
    expect(acceptedIn('fr;q=0.8, de-AT, *;q=0.1, es;q=0, it;q=x')).toEqual(['de-AT', 'fr']);
    expect(acceptedIn(undefined)).toEqual([]);
  });

  it('is that of the source, in the mail and on the page, unless another one is chosen: that one stays', async () => {
    const world = await makeWorld();
    const who = { id: 'c-7', name: 'Rosa Alonso', email: 'rosa@example.com', locale: 'es-MX' };
    const survey = await surveyFor(world, 'rosa', { customer: who });
    const rosa = world.visitor();
    expect((await rosa.mails()).at(-1)!.subject).toBe(spokenIn('es').words.mail.invitation.subject('Acme'));
    expect(await (await rosa.send(survey)).text()).toContain('<html lang="es" dir="ltr">');
    const arabic = await withoutChange(world.client, async () => (await rosa.send(`${survey}?lang=ar`)).text());
    expect(arabic).toContain('<html lang="ar" dir="rtl">');
    const sent = await rosa.fillIn(`${survey}?lang=ar`, { score: '1', lang: 'ar' });
    expect(sent.page).toContain(spokenIn('ar').words.thanks.recorded);
    expect((await rosa.mails()).at(-1)!.subject).toContain(spokenIn('ar').words.mail.opened.subject);
    expect(await rowsOf(world.client, 'select locale from customers where locale is not null')).toEqual([{ locale: 'ar' }]);
  });

  it('is under its own name in the list, in every language', () => {
    expect(Object.keys(LANGUAGES)).toHaveLength(13);
  });
});
