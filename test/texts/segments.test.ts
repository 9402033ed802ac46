import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText, segmentsOf } from '../../server/texts/rules-segments.ts';

const times = (text: string, count: number) => text.repeat(count);

describe('how many segments a text takes (E22)', () => {
  it.each([
    ['nothing', '', 'GSM-7', 0, 1],
    ['160 plain letters', times('a', 160), 'GSM-7', 160, 1],
    ['161 of them', times('a', 161), 'GSM-7', 161, 2],
    ['306, two full parts', times('a', 306), 'GSM-7', 306, 2],
    ['307', times('a', 307), 'GSM-7', 307, 3],
    ['what Europe writes, and Greek capitals', 'äöüñßÄÖÜÑàèéìòùåÅøØÆæÇ£¥¡¿§ΔΦΓΛΩΠΨΣΘΞ', 'GSM-7', 37, 1],
    ['the euro and brackets, which count twice', '€[]{}^~|\\', 'GSM-7', 18, 1],
    ['80 euros', times('€', 80), 'GSM-7', 160, 1],
    ['81 euros: no escape is parted from its character, so 76 a part', times('€', 81), 'GSM-7', 162, 2],
    ['153 euros, three parts for that', times('€', 153), 'GSM-7', 306, 3],
    ['ç, which only has its capital there', 'ç', 'UCS-2', 1, 1],
    ['a curly apostrophe', 'it’s', 'UCS-2', 4, 1],
    ['70 letters and Polish', `${times('a', 69)}ł`, 'UCS-2', 70, 1],
    ['71', `${times('a', 70)}ł`, 'UCS-2', 71, 2],
    ['35 emoji', times('😀', 35), 'UCS-2', 70, 1],
    ['67 emoji: none is parted, so 33 a part', times('😀', 67), 'UCS-2', 134, 3],
    ['200 letters and one emoji: four, not two', `${times('a', 200)}😀`, 'UCS-2', 202, 4],
  ])('%s', (_, text, encoding, units, segments) => {
    expect(segmentsOf(text)).toEqual({ encoding, units, segments });
  });

  it('never fewer than the units need', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const { encoding, units, segments } = segmentsOf(text);
        const [alone, part] = encoding === 'GSM-7' ? [160, 153] : [70, 67];
        expect(segments).toBeGreaterThanOrEqual(units <= alone ? 1 : Math.ceil(units / part));
        expect(segments).toBeLessThanOrEqual(units <= alone ? 1 : Math.ceil(units / (part - 1)));
      }),
    );
  });
});

describe('fitting a text into one segment', () => {
  const link = 'https://acme.example/c/0123456789abcdefghijklmnopqrstuv';

  it('leaves what fits as it is', () => {
    expect(fitText([{ name: 'Acme' }, ': how was it? ', link])).toBe(`Acme: how was it? ${link}`);
  });

  it('cuts the longest name as far as it must, and never the link', () => {
    const text = fitText([
      { name: 'The Acme Company of Northern and Southern Deliveries Limited' },
      ': ',
      { name: 'Ines' },
      ' will call you. Change it here, or tell us more: ',
      link,
    ]);
    expect(segmentsOf(text)).toMatchObject({ segments: 1, units: 160 });
    expect(text).toMatch(/^The Acme Company .+: Ines will call you\./);
    expect(text.endsWith(link)).toBe(true);
  });

  it('cuts an emoji off the end of a name when that saves a segment', () => {
    const text = fitText([
      { name: 'Acme 🚚' },
      ': how was your contact with us today? Reply 1 (very bad) to 5 (very good). STOP to opt out.',
    ]);
    expect(text).toBe('Acme: how was your contact with us today? Reply 1 (very bad) to 5 (very good). STOP to opt out.');
  });

  it('cuts nothing when it cannot help', () => {
    const parts = [{ name: 'Acme' }, ': ', 'a'.repeat(170), link];
    expect(fitText(parts)).toBe(`Acme: ${'a'.repeat(170)}${link}`);
  });

  it('keeps every fixed part whole, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ maxLength: 80 }), fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 80 }) })), {
          maxLength: 6,
        }),
        (parts) => {
          const text = fitText(parts);
          let at = 0;
          for (const part of parts.filter((one) => typeof one === 'string')) {
            at = text.indexOf(part, at);
            expect(at).toBeGreaterThanOrEqual(0);
            at += part.length;
          }
        },
      ),
    );
  });
});
