import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Parameters, verifySignature } from '../../server/channels/twilio-signature.ts';
import { told } from '../fakes/twilio.ts';

const URL_OF_VECTORS = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const CALL: Parameters = [
  ['CallSid', 'CA1234567890ABCDE'],
  ['Caller', '+14158675309'],
  ['Digits', '1234'],
  ['From', '+14158675309'],
  ['To', '+18005551212'],
];

describe('the vectors of Twilio’s own client', () => {
  test('without a port', async () => {
    expect(await verifySignature('12345', URL_OF_VECTORS, CALL, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(true);
  });

  test('E08 signed with the port, which we do not know', async () => {
    expect(await verifySignature('12345', URL_OF_VECTORS, CALL, 'kvajT1Ptam85bY51eRf/AJRuM3w=')).toBe(true);
  });

  test('signed without the port, which we have in our address', async () => {
    const ours = URL_OF_VECTORS.replace('.com/', '.com:443/');
    expect(await verifySignature('12345', ours, CALL, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(true);
  });

  test('E08 a name that comes more than once: each value once, sorted', async () => {
    const repeated: Parameters = [
      ['Sid', 'CA123'],
      ['SidAccount', 'AC123'],
      ...['5678', '1234', '1234'].map((digits) => ['Digits', digits] as const),
    ];
    expect(await verifySignature('12345', URL_OF_VECTORS, repeated, 'IK+Dwps556ElfBT0I3Rgjkr1wJU=')).toBe(true);
  });
});

describe('what is not signed so is not believed', () => {
  test.each<[string, string, string, Parameters, string]>([
    ['another token', '54321', URL_OF_VECTORS, CALL, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['no token', '', URL_OF_VECTORS, CALL, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['http for https', '12345', URL_OF_VECTORS.replace('https', 'http'), CALL, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['another path', '12345', URL_OF_VECTORS.replace('myapp', 'yourapp'), CALL, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['one parameter more', '12345', URL_OF_VECTORS, [...CALL, ['X', '1']], 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['one parameter less', '12345', URL_OF_VECTORS, CALL.slice(1), 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['nothing', '12345', URL_OF_VECTORS, CALL, ''],
    ['half of it', '12345', URL_OF_VECTORS, CALL, 'RSOYDt4T1cUTdK1P'],
  ])('%s', async (_what, token, url, parameters, signature) => {
    expect(await verifySignature(token, url, parameters, signature)).toBe(false);
  });

  test('whatever is in a value, blanks at its ends too, belongs to what is signed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), fc.string({ minLength: 1 }), async (form, token) => {
        const { url, init } = told('https://care.acme.example/hooks/twilio/inbound', { ...form, Body: ' 2 ' }, token);
        const signature = init.headers['X-Twilio-Signature']!;
        expect(await verifySignature(token, url, [...new URLSearchParams(init.body)], signature)).toBe(true);
        const trimmed = [...new URLSearchParams(init.body)].map(([name, value]) => [name, name === 'Body' ? '2' : value] as const);
        expect(await verifySignature(token, url, trimmed, signature)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  test('E08 a query that was written anew on its way is the same query', async () => {
    const { url, init } = told('https://care.acme.example/hooks/twilio/inbound?a=b%20c', { Body: '2' });
    const signature = init.headers['X-Twilio-Signature']!;
    const anew = told('https://care.acme.example/hooks/twilio/inbound?a=b+c', { Body: '2' }).init.headers['X-Twilio-Signature']!;
    for (const one of [signature, anew]) expect(await verifySignature('the token of a fake account', url, [['Body', '2']], one)).toBe(true);
  });
});
