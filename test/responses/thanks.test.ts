import { describe, expect, it } from 'vitest';
import { contact, handIn } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld } from '../world.ts';
import { answered, lineOf, says } from './answers.ts';

const LEO = { id: 'a-17', name: 'Leo Marsh', email: 'leo@acme.example' };
const KIND = { score: '5', comment: 'Leo was kind.\nMy PIN is 4711.', continue: 'Listening.', stop: 'The music on hold.' };
const LINE = 'This is why people stay with us.';

type Agent = {
  id: string;
  source: string;
  ref: string;
  name: string;
  email: string | null;
  praise: boolean;
  team: string;
  removed: boolean;
};
type Preview = { agent: string; to: string | null; subject: string; text: string };

const agentsOf = async (who: Visitor) => (await who.get<{ items: Agent[] }>('/api/agents')).items;

describe('praise reaches the agent', () => {
  it('by mail, with the customer’s words, their first name and a line of whoever read it: what was shown before', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const { id } = await answered(world, 'rosa', KIND, { handledBy: LEO });
    expect(await lineOf(ines, id)).toMatchObject({ worthThanks: 'kept', agent: { name: 'Leo Marsh', reachable: true }, thanked: null });
    const preview = await ines.post<Preview>(`/api/responses/${id}/thanks/preview`, { line: LINE });
    expect(preview).toMatchObject({ agent: 'Leo Marsh', to: 'leo@acme.example', subject: 'Rosa has something kind to say about you' });
    expect(preview.text).toContain('Rosa had contact with you at Acme (Billing) and gave it 5 of 5.');
    expect(preview.text).toContain('> Leo was kind.\n> My PIN is ••••.');
    expect(preview.text).toContain('> Listening.');
    expect(preview.text).toContain(`${LINE}\nInes Duarte`);
    for (const word of ['Keller', 'rosa@', 'music']) expect(preview.text).not.toContain(word);
    expect((await ines.mails()).filter(({ kind }) => kind === 'thanks')).toEqual([]);

    expect(await ines.post(`/api/responses/${id}/thanks`, { line: LINE })).toEqual({ agent: 'Leo Marsh', to: 'leo@acme.example' });
    const mail = await ines.mail('thanks', 'leo@acme.example');
    expect({ subject: mail.subject, text: mail.text.trim() }).toEqual({ subject: preview.subject, text: preview.text });
    expect(await lineOf(ines, id)).toMatchObject({ thanked: { by: 'Ines Duarte' }, worthThanks: null });
    await mustBeSound(world);
  });

  it('once for each answer: of two who thank at once one does, and the other is told', async () => {
    const world = await makeWorld();
    const both = [await world.signIn('ines'), await world.signIn('tom')];
    const { id, survey } = await answered(world, 'rosa', KIND, { handledBy: LEO });
    const send = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ line: LINE }) };
    const answers = await Promise.all(both.map((one) => one.send(`/api/responses/${id}/thanks`, send)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(((await refused.json()) as { detail: string }).detail).toMatch(
      /^(Ines Duarte|Tom Becker) has thanked Leo Marsh for this already\.$/,
    );
    await says(world, survey, { ...KIND, comment: 'Leo was very kind.' });
    expect(await both[0]!.refused(`/api/responses/${id}/thanks`, { line: LINE })).toMatchObject({ status: 409 });
    expect((await both[0]!.mails()).filter(({ kind }) => kind === 'thanks')).toHaveLength(1);
    await mustBeSound(world);
  });

  it('asks for the address where nobody knows it, and keeps it', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const { id } = await answered(world, 'rosa', KIND);
    expect(await ines.post(`/api/responses/${id}/thanks/preview`, { line: LINE })).toMatchObject({ to: null });
    expect(await ines.refused(`/api/responses/${id}/thanks`, { line: LINE })).toMatchObject({
      status: 422,
      field: 'email',
      detail: 'We do not know the mail address of Leo Marsh.',
    });
    await ines.post(`/api/responses/${id}/thanks`, { line: LINE, email: 'Leo@acme.example' });
    expect(await ines.mail('thanks', 'leo@acme.example')).toBeDefined();
    expect(await agentsOf(await world.signIn('maya'))).toMatchObject([{ name: 'Leo Marsh', email: 'leo@acme.example' }]);
  });

  it('thanks nobody who is not known, who wants none, or for what was erased; and goes with its customer’s words', async () => {
    const world = await makeWorld();
    const [maya, visitor] = [await world.signIn('maya'), world.visitor()];
    const nobodys = await answered(world, 'kenji', KIND, { handledBy: undefined });
    expect(await maya.refused(`/api/responses/${nobodys.id}/thanks`, { line: LINE })).toMatchObject({
      detail: 'Nobody knows who handled this contact, so there is nobody to thank.',
    });
    const { id } = await answered(world, 'rosa', KIND, { handledBy: LEO });
    const second = await answered(world, 'amina', KIND, { handledBy: LEO });
    await maya.post(`/api/responses/${id}/thanks`, { line: LINE });
    await visitor.mails();
    const [leo] = await agentsOf(maya);
    await maya.post(`/api/agents/${leo!.id}/change`, { praise: false });
    expect(await maya.refused(`/api/responses/${second.id}/thanks`, { line: LINE })).toMatchObject({
      detail: 'Leo Marsh wants no praise by mail.',
    });
    const [rosa] = await rowsOf<{ id: string }>(world.client, "select id from customers where name = 'Rosa Keller'");
    await maya.post(`/api/customers/${rosa!.id}/erase`, { reason: 'law' });
    const left = JSON.stringify(await rowsOf(world.client, "select * from messages where kind = 'thanks'"));
    for (const word of ['Leo was kind', 'Rosa', LINE, 'leo@acme']) expect(left).not.toContain(word);
    expect(await agentsOf(maya)).toMatchObject([{ email: 'leo@acme.example' }]);
    await mustBeSound(world);
  });
});

describe('agents are known without an account', () => {
  it('from the contacts that they handle: the newest name, the team, an address once it is told; two sources are two agents', async () => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    await handIn(world, 'rosa', { handledBy: { id: 'a-17', name: 'Leo' } });
    await handIn(world, 'rosa', { handledBy: LEO, team: 'Deliveries' });
    await handIn(world, 'rosa', { handledBy: { id: 'a-17', name: 'Leo Marsh' }, team: 'Deliveries' });
    await handIn(world, 'rosa', { handledBy: { id: 'a-17', name: 'Lea' }, source: 'chat' });
    await handIn(world, 'rosa', { handledBy: { name: 'Sofie Brandt' } });
    expect((await agentsOf(maya)).map(({ source, ref, name, email, team }) => [source, ref, name, email, team])).toEqual([
      ['chat', 'a-17', 'Lea', null, 'Billing'],
      ['helpdesk', 'a-17', 'Leo Marsh', 'leo@acme.example', 'Deliveries'],
      ['helpdesk', 'Sofie Brandt', 'Sofie Brandt', null, 'Billing'],
    ]);
  });

  it('and what a manager puts right stays, whatever a source says later', async () => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    await handIn(world, 'rosa', { handledBy: LEO });
    const [leo] = await agentsOf(maya);
    await maya.post(`/api/agents/${leo!.id}/change`, { name: 'Leonard Marsh', email: 'leonard@acme.example' });
    await handIn(world, 'rosa', { handledBy: LEO });
    expect(await agentsOf(maya)).toMatchObject([{ name: 'Leonard Marsh', email: 'leonard@acme.example' }]);
  });

  it('can be removed: a pseudonym is left, wherever they are shown, and nothing is learned of them again', async () => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    const { id } = await answered(world, 'rosa', KIND, { handledBy: LEO });
    const [leo] = await agentsOf(maya);
    await maya.post(`/api/agents/${leo!.id}/remove`);
    await handIn(world, 'kenji', { handledBy: LEO });
    const [left] = await agentsOf(maya);
    expect(left).toMatchObject({ email: null, praise: false, removed: true });
    expect(left!.ref).toBe(left!.name);
    expect(left!.name).toMatch(/^A former colleague \(\w{4}\)$/);
    const shown = JSON.stringify(await maya.get(`/api/responses/${id}`));
    expect(shown).toContain(left!.name);
    expect(shown).not.toContain('Leo Marsh');
    expect(await maya.refused(`/api/agents/${leo!.id}/change`, { name: 'Leo' })).toMatchObject({ status: 409 });
  });

  it('and an address that is none is refused, with the contact', async () => {
    const world = await makeWorld();
    const answer = await world.visitor().handIn(contact(world, 'rosa', { handledBy: { ...LEO, email: 'leo at acme' } }));
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([422, 'handledBy.email']);
  });
});
