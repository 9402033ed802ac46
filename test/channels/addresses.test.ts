import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headerSafe, namedAddress, parseEmail, withoutAddresses } from '../../server/channels/addresses.ts';

describe('A14 an email address', () => {
  test.each([
    ['ann@example.com', 'ann@example.com', 'ann@example.com'],
    ['  ann@example.com ', 'ann@example.com', 'ann@example.com'],
    ["Ann.O'Neil+news@Example.COM", "Ann.O'Neil+news@example.com", "Ann.O'Neil+news@Example.COM"],
    ['Ann Example <ann@example.com>', 'ann@example.com', 'ann@example.com'],
    ['"Example, Ann <3 \\" @home" <ann@example.com>', 'ann@example.com', 'ann@example.com'],
    ['<ann@example.com>', 'ann@example.com', 'ann@example.com'],
    ['ann@example.com.', 'ann@example.com', 'ann@example.com'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example', 'ann@bücher.example'],
    ['ann@BÜCHER.example.', 'ann@xn--bcher-kva.example', 'ann@BÜCHER.example'],
    ['ann@例え.テスト', 'ann@xn--r8jz45g.xn--zckzah', 'ann@例え.テスト'],
    ['ann@ｅxample。com', 'ann@example.com', 'ann@ｅxample。com'],
  ])('%s is read as %s', (typed, address, shown) => {
    expect(parseEmail(typed)).toEqual({ address, folded: address.toLowerCase(), shown });
  });

  test('keeps the case of its local part for sending, and loses it for matching', () => {
    expect(parseEmail('Ann@Example.com')).toMatchObject({ address: 'Ann@example.com', folded: 'ann@example.com' });
  });

  test.each([
    ['two with a comma', 'ann@example.com, eve@example.com'],
    ['two with a semicolon', 'ann@example.com;eve@example.com'],
    ['two with a space', 'ann@example.com eve@example.com'],
    ['two in brackets', 'Ann <ann@example.com>, Eve <eve@example.com>'],
    ['one in the name of another', 'eve@example.com <ann@example.com>'],
    ['a second header', 'ann@example.com\r\nBcc: eve@example.com'],
    ['a line break at its end', 'ann@example.com\n'],
    ['a NUL', 'ann\u0000@example.com'],
    ['a line separator', 'ann@example.com\u2028'],
    ['nothing', ' '],
    ['a name', 'Ann'],
    ['no local part', '@example.com'],
    ['no domain', 'ann@'],
    ['one label', 'ann@localhost'],
    ['a number for a domain', 'ann@127.0.0.1'],
    ['a number in disguise', 'ann@0x7f.1'],
    ['a literal', 'ann@[127.0.0.1]'],
    ['a port', 'ann@example.com:25'],
    ['a path', 'ann@example.com/x'],
    ['an escape', 'ann@ex%61mple.com'],
    ['an underscore', 'ann@ex_ample.com'],
    ['a hyphen at the edge', 'ann@-example.com'],
    ['two dots', 'ann@example..com'],
    ['two dots at the end', 'ann@example.com..'],
    ['dots in the local part', 'ann..b@example.com'],
    ['a quoted local part', '"ann b"@example.com'],
    ['letters that mail cannot carry', 'änn@example.com'],
    ['half a character', 'ann@exa\ud800mple.com'],
    ['brackets that do not close', 'Ann <ann@example.com'],
    ['a local part of 65', `${'a'.repeat(65)}@example.com`],
    ['300 characters', `ann@${'a.'.repeat(146)}com`],
    ['a megabyte', `${'a'.repeat(1_000_000)}@example.com`],
    ['a domain too long only as punycode', `ann@${'ü'.repeat(60)}.example`],
  ])('with %s is refused, in a sentence', (_what, typed) => {
    expect(parseEmail(typed)).toEqual({ problem: expect.stringMatching(/^[A-Z].+\.$/) });
  });

  test('of 254 characters is the longest', () => {
    const domain = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example`;
    const local = 'x'.repeat(254 - domain.length - 1);
    expect(parseEmail(`${local}@${domain}`)).toMatchObject({ address: `${local}@${domain}` });
    expect(parseEmail(`${local}x@${domain}`)).toHaveProperty('problem');
  });

  test('read once stays as it is when it is read again, whatever was typed', () => {
    const typed = fc.oneof(
      fc.emailAddress(),
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.string(), fc.domain()).map((parts) => parts.join('@')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const read = parseEmail(text);
        if ('problem' in read) return;
        expect(read.address).toMatch(/^[\x21-\x7e]+$/);
        expect(parseEmail(read.address)).toMatchObject({ address: read.address, folded: read.folded });
        expect(parseEmail(read.shown)).toMatchObject({ address: read.address });
      }),
    );
  });
});

describe('a text in a header', () => {
  test('C17 cannot start another header', () => {
    expect(headerSafe('Bob\r\nBcc: x@y.example')).toBe('Bob Bcc: x@y.example');
    expect(headerSafe('\u0000Bob\t\u0085\u2028Smith\u007f')).toBe('Bob Smith');
    const sent = JSON.parse(
      JSON.stringify({
        subject: headerSafe('Hello Bob\r\nBcc: x@y.example\n\n<p>'),
        from: namedAddress('Acme\r\nBcc: x@y.example', 'care@acme.example'),
      }),
    );
    expect(JSON.stringify(sent)).not.toMatch(/\\[rn]/);
    expect(sent.from).toBe('"Acme Bcc: x@y.example" <care@acme.example>');
  });

  test('C17 cannot turn the direction of what follows, nor end in half a character', () => {
    expect(headerSafe('Bob \u202eexe.\u2066gpj')).toBe('Bob exe. gpj');
    expect(headerSafe('Bob \ud83d')).toBe('Bob');
  });

  test('C18 stays as it was typed: marks of templates and of HTML are only letters here', () => {
    for (const name of ['<b>Bob</b>', '{{token}}', '<%= token %>', '🐢🎉', 'Zoë Ångström', 'Ann & Bob'])
      expect(headerSafe(name)).toBe(name);
  });

  test('C18 of 500 characters is cut, between characters', () => {
    expect(headerSafe('x'.repeat(500), 80)).toBe(`${'x'.repeat(79)}…`);
    expect(headerSafe('🐢'.repeat(500), 10)).toBe(`${'🐢'.repeat(9)}…`);
    expect(headerSafe('x'.repeat(80), 80)).toHaveLength(80);
  });

  test('C18 a From name cannot close its quotes or bring an address', () => {
    expect(namedAddress('Bob" <eve@example.com>, "', 'care@acme.example')).toBe('"Bob eve@example.com," <care@acme.example>');
    expect(namedAddress('\r\n', 'care@acme.example')).toBe('care@acme.example');
  });
});

test("a provider's reason loses its addresses and nothing else", () => {
  expect(withoutAddresses('550 5.1.1 <ann@example.com>: unknown (ann@example.com)')).toBe('550 5.1.1 <…@…>: unknown (…@…)');
  expect(withoutAddresses('meet @ noon')).toBe('meet @ noon');
});
