import { describe, expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { contact } from '../callbacks/cases.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';

type Envelope = { team: string | null; from: string; replyTo: string; subject: string };
type Company = { company: string; saved: string[]; mails: Envelope[]; teams: { id: string; name: string }[] };
type Sent = { request: { from: string; replyTo?: string; subject: string } };

const SHOP = { name: 'Acme Shop', address: 'shop@acme.example' };

async function lastMail(world: World, kind: string): Promise<Sent['request']> {
  await world.tick();
  const rows = await rowsOf<{ request: string }>(
    world.client,
    'select request from messages where kind = ? order by id desc limit 1',
    kind,
  );
  return JSON.parse(rows[0]!.request) as Sent['request'];
}

describe('what the company says of itself', () => {
  it('comes from the environment until it is saved, and then, from the next request on, from the settings', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    expect(await ada.get<Company>('/api/company')).toMatchObject({ company: 'Acme', saved: [], mailBy: 'mailbox' });
    const change = {
      company: 'Acme & Söhne',
      sender: SHOP,
      replyTo: 'Help@acme.example',
      language: 'de',
      region: 'CH',
      zone: 'Europe/Zurich',
    };
    const after = await ada.post<Company>('/api/company', change);
    expect(after).toMatchObject({ ...change, saved: expect.arrayContaining(['company', 'sender', 'zone']) });
    expect(await ada.get('/api/me')).toMatchObject({ company: 'Acme & Söhne' });

    await world.visitor().handIn({ ...contact(world, 'rosa'), customer: { email: CUSTOMERS.rosa.email }, team: 'Hire' });
    expect(await lastMail(world, 'invitation')).toMatchObject({
      from: '"Acme Shop" <shop@acme.example>',
      replyTo: 'Help@acme.example',
      subject: after.mails[0]!.subject,
    });
    expect(after.mails[0]!.subject).toContain('Acme & Söhne');
    const survey = pathOf(linkIn(await ada.mail('invitation', CUSTOMERS.rosa.email), '/s/'));
    const page = await (await world.visitor().send(survey)).text();
    expect(page).toContain('<html lang="de"');
    expect(page).toContain('Acme &amp; Söhne');
    const { items } = await ada.get<{ items: { name: string; hours: { zone: string } }[] }>('/api/teams');
    expect(items.find((team) => team.name === 'Hire')?.hours.zone).toBe('Europe/Zurich');
    expect(await rowsOf(world.client, "select kind, data from ledger where subject = 'company'")).toEqual([
      { kind: 'company_changed', data: expect.stringContaining('"was":{"company":"Acme"') },
    ]);
  });

  it('lets a team write from an address of its own', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const { teams } = await ada.get<Company>('/api/company');
    const billing = teams.find((team) => team.name === 'Billing')!;
    const senders = [{ team: billing.id, sender: { name: 'Acme "Billing"', address: 'billing@acme.example' } }];
    const { mails } = await ada.post<Company>('/api/company', { senders });
    expect(mails.map(({ team, from, replyTo }) => [team, from, replyTo])).toEqual([
      [null, 'Acme <care@acme.example>', 'care@acme.example'],
      ['Billing', '"Acme Billing" <billing@acme.example>', 'billing@acme.example'],
    ]);
    await world.visitor().handIn({ ...contact(world, 'rosa'), team: 'Billing' });
    expect((await lastMail(world, 'invitation')).from).toBe('"Acme Billing" <billing@acme.example>');
    const survey = pathOf(linkIn(await ada.mail('invitation', CUSTOMERS.rosa.email), '/s/'));
    await world.visitor().fillIn(survey, { score: '1' });
    expect((await lastMail(world, 'callback_opened')).from).toBe('"Acme Billing" <billing@acme.example>');
    expect((await lastMail(world, 'sign_in')).from).toBe('Acme <care@acme.example>');
    await ada.post('/api/company', { senders: [] });
    expect((await ada.get<Company>('/api/company')).mails).toHaveLength(1);
  });

  it('shows how mail would go out before it is saved, and saves nothing by that', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await withoutChange(world.client, async () => {
      const { mails } = await ada.post<Company>('/api/company/preview', { company: 'Zenith', sender: SHOP });
      expect(mails).toEqual([
        { team: null, from: '"Acme Shop" <shop@acme.example>', replyTo: 'shop@acme.example', subject: expect.stringContaining('Zenith') },
      ]);
    });
  });

  it('is refused at the field, and changes nothing', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const cases: [object, string][] = [
      [{ company: ' ' }, 'company'],
      [{ sender: { name: 'Acme', address: 'care' } }, 'sender.address'],
      [{ sender: { name: 'Acme', address: 'care@localhost' } }, 'sender.address'],
      [{ sender: { name: '', address: 'care@acme.example' } }, 'sender.name'],
      [{ senders: [{ team: 'team_nobodys', sender: SHOP }] }, 'senders[0].team'],
      [{ replyTo: 'a@b.example, c@d.example' }, 'replyTo'],
      [{ zone: 'Berlin' }, 'zone'],
      [{ region: 'Germany' }, 'region'],
      [{ language: 'tlh' }, 'language'],
      [{ internalDomains: ['acme.example', 'not a domain'] }, 'internalDomains[1]'],
    ];
    for (const [wrong, field] of cases) {
      for (const path of ['/api/company', '/api/company/preview']) {
        const no = await withoutChange(world.client, () => ada.refused(path, wrong));
        expect(no, JSON.stringify(wrong)).toMatchObject({ status: 422, field });
      }
    }
  });

  it('keeps both of two changes of different things at once', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await Promise.all([ada.post('/api/company', { company: 'Zenith' }), ada.post('/api/company', { replyTo: 'help@acme.example' })]);
    expect(await ada.get('/api/company')).toMatchObject({ company: 'Zenith', replyTo: 'help@acme.example' });
    expect(await rowsOf(world.client, "select seq from ledger where subject = 'company' order by seq")).toEqual([{ seq: 1 }, { seq: 2 }]);
  });

  it('says who is a colleague: they are not asked, from then on', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await ada.post('/api/company', { internalDomains: ['@Customer.example'] });
    const taken = await world.visitor().handIn(contact(world, 'rosa'));
    expect(await taken.json()).toMatchObject({ invitation: { state: 'not_asked', because: 'internal' } });
  });
});

describe('a test mail', () => {
  it('goes to whoever asks, from the sender as it is now', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await ada.post('/api/company', { sender: SHOP });
    const { to } = await ada.post<{ to: string }>('/api/company/test-mail');
    expect((await ada.mail('test', to)).text).toContain('from "Acme Shop" <shop@acme.example>');
    expect((await lastMail(world, 'test')).from).toBe('"Acme Shop" <shop@acme.example>');
  });
});
