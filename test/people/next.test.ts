import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { placeOf } from '../../server/people/rules-sign-in.ts';
import { linkIn } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';

const HOME = 'https://care.acme.example';

/** Pieces from which whoever wants to lead somebody astray makes an address. */
const PIECES = [
  '/',
  '\\',
  '//',
  '%2f',
  '%5c',
  '%252f',
  '%00',
  '%0d%0a',
  '\t',
  '\n',
  '@',
  ':',
  '.',
  '..',
  '%2e',
  'evil.example',
  'https:',
  'javascript:',
  'api',
  'sign-in',
  'callbacks',
  '?',
  '#',
  '&',
  '=',
  'é',
];
const astray = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
  fc.webPath(),
);

describe('L12 where somebody lands who has signed in', () => {
  it.each([
    '/',
    '/callbacks/cbk_1',
    '/callbacks/cbk_1?tab=mine#timeline',
    '/?tab=team&q=a%20b',
    '/settings/own',
    '/held?state=dismissed',
    '/apiary',
  ])('may be %s', (place) => {
    expect(placeOf(place)).toBe(place);
  });

  it.each([
    ['another host', '//evil.example'],
    ['another host behind a backslash', '/\\evil.example'],
    ['another host behind two', '\\\\evil.example'],
    ['an address of its own', 'https://evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['encoded slashes', '/%2F%2Fevil.example'],
    ['slashes that are encoded twice', '/%252F%252Fevil.example'],
    ['an encoded backslash', '/%5Cevil.example'],
    ['a way back to another host', '/..//evil.example'],
    ['an encoded way back', '/callbacks/%2e%2e/api/sign-out'],
    ['a tab, which browsers leave out', '/\t/evil.example'],
    ['a new line', '/callbacks\r\nSet-Cookie: a=b'],
    ['an encoded new line', '/%0d%0aSet-Cookie:a=b'],
    ['what is no encoding', '/%zz'],
    ['the API', '/api/sign-out'],
    ['the API in capitals', '/API/me'],
    ['the API in disguise', '/%61pi/me'],
    ['the sign-in itself', '/sign-in'],
    ['a link of somebody else', '/sign-in/abc'],
    ['the way back from the company’s sign-on', '/signed-on?code=x'],
    ['a page of customers', '/s/abc'],
    ['nothing', ''],
    ['something relative', 'callbacks'],
    ['something very long', `/${'a'.repeat(1_000)}`],
  ])('is never %s', (_, place) => {
    expect(placeOf(place)).toBe('/');
  });

  it('is on our own site, whatever was asked for, also when it is decoded again; and asking for it again changes nothing', () => {
    fc.assert(
      fc.property(astray, (asked) => {
        const place = placeOf(asked);
        for (let seen = place, before = ''; seen !== before; ) {
          before = seen;
          expect(seen).toMatch(/^\/(?![/\\])/);
          expect(new URL(seen, HOME).origin).toBe(HOME);
          expect(new URL(seen, HOME).pathname).not.toMatch(/^\/(?:api|sign-in|signed-on|s|c|hooks|dev)(?:\/|$)/i);
          try {
            const { pathname, search } = new URL(seen, HOME);
            seen = decodeURIComponent(pathname) + search;
          } catch {
            expect.fail(`${seen} cannot be decoded.`);
          }
        }
        expect(placeOf(place)).toBe(place);
      }),
      { numRuns: 2_000 },
    );
  });

  const landing = async (world: World, next: unknown) => {
    const { email } = COLLEAGUES.ines;
    const someone = world.visitor();
    await someone.post('/api/sign-in', { email, next });
    const link = linkIn(await someone.mail('sign_in', email), '/sign-in/');
    expect(link, 'it is not in the link').toMatch(/^\/sign-in\/[\w-]{27}$/);
    const answer = await someone.send(link, { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-origin' } });
    return answer.headers.get('location');
  };

  it('goes with the link in the mail, and nothing that leads astray does', async () => {
    const world = await makeWorld();
    expect(await landing(world, '/callbacks/cbk_1?tab=mine')).toBe('/callbacks/cbk_1?tab=mine');
    expect(await landing(world, '//evil.example')).toBe('/');
    const link = linkIn(await world.visitor().mail('sign_in', COLLEAGUES.ines.email), '/sign-in/');
    const opened = await world
      .visitor()
      .send(`${link}?next=//evil.example`, { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect(opened.headers.get('location')).toBeNull();
    expect(await world.visitor().refused('/api/sign-in', { email: COLLEAGUES.ines.email, next: 3 })).toMatchObject({
      status: 422,
      field: 'next',
    });
  });
});
