import { describe, expect, it } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { DAY, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { contact } from '../callbacks/cases.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { linkIn, type Visitor } from '../visitor.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';

type Person = { id: string; name: string; role: string; active: boolean; absence: object | null; teams: { id: string; name: string }[] };
type Team = { id: string; name: string };

const NOOR = { email: 'noor@acme.example', name: 'Noor Aziz', role: 'supervisor', powers: [{ power: 'waive_fee', upTo: 5_000 }] };
const FROM_OUR_PAGE = { 'Sec-Fetch-Site': 'same-origin' };
const open = (who: Visitor, link: string) => who.send(link, { method: 'POST', headers: FROM_OUR_PAGE });
const ledger = async (world: World, subject: string) =>
  (await rowsOf<{ kind: string }>(world.client, 'select kind from ledger where subject = ? order by seq', subject)).map((row) => row.kind);

async function billing(ada: Visitor): Promise<Team> {
  return (await ada.get<{ items: Team[] }>('/api/teams')).items.find((team) => team.name === 'Billing')!;
}

/** A callback of Rosa, whom nobody called back. */
async function missed(world: World): Promise<string> {
  const taken = await world.visitor().handIn({ ...contact(world, 'rosa'), outcome: 'unanswered', team: 'Billing' });
  return ((await taken.json()) as { callback: string }).callback;
}

describe('an invitation', () => {
  it('L09 lets in whoever has the address, once, with the role and powers of the day they open it', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const team = await billing(ada);
    const noor = await ada.post<Person>('/api/people', { ...NOOR, teams: [team.id] });
    expect(noor).toMatchObject({ name: 'Noor Aziz', role: 'supervisor', active: true, teams: [{ name: 'Billing' }] });
    const mail = await ada.mail('invited', NOOR.email);
    expect(mail.text).toContain('It works once, for 7 days');
    await ada.post(`/api/people/${noor.id}/change`, { role: 'manager' });
    const [first, second] = [world.visitor(), world.visitor()];
    expect((await open(first, linkIn(mail, '/sign-in/'))).status).toBe(303);
    expect(await first.get('/api/me')).toMatchObject({ name: 'Noor Aziz', role: 'manager' });
    expect((await open(second, linkIn(mail, '/sign-in/'))).status).toBe(410);
    expect(await rowsOf(world.client, 'select person_id from memberships where person_id = ?', noor.id)).toHaveLength(1);
    expect(await ledger(world, noor.id)).toEqual(['added', 'changed', 'signed_in', 'link_refused']);
  });

  it('L09 of an address that is known is refused, as are teams and powers that make no sense', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const cases: [object, string][] = [
      [{ email: ' TOM@acme.example ' }, 'email'],
      [{ email: 'nobody' }, 'email'],
      [{ name: ' ' }, 'name'],
      [{ role: 'owner' }, 'role'],
      [{ teams: ['team_of_nobody'] }, 'teams[0]'],
      [{ powers: [{ power: 'refund', upTo: -1 }] }, 'powers[0].upTo'],
      [{ powers: [{ power: 'Refund!', upTo: null }] }, 'powers[0].power'],
      [{ powers: [NOOR.powers[0], NOOR.powers[0]] }, 'powers[1].power'],
    ];
    for (const [wrong, field] of cases) {
      const no = await withoutChange(world.client, () => ada.refused('/api/people', { ...NOOR, ...wrong }));
      expect(no, JSON.stringify(wrong)).toMatchObject({ status: 422, field });
    }
  });

  it('L09 is sent again to whoever lost it, with a link of its own, and not to whoever has left', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const noor = await ada.post<Person>('/api/people', NOOR);
    const first = await ada.mail('invited', NOOR.email);
    await ada.post(`/api/people/${noor.id}/invite`);
    const again = await ada.mail('invited', NOOR.email);
    expect(linkIn(again, '/sign-in/')).not.toBe(linkIn(first, '/sign-in/'));
    expect((await open(world.visitor(), linkIn(again, '/sign-in/'))).status).toBe(303);
    await ada.post(`/api/people/${noor.id}/close`);
    const no = await withoutChange(world.client, () => ada.refused(`/api/people/${noor.id}/invite`));
    expect(no).toMatchObject({ status: 409, detail: 'The account of Noor Aziz is closed.' });
  });

  it('L09 sent twice at once makes one account', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const send = () =>
      ada.send('/api/people', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(NOOR) });
    expect((await Promise.all([send(), send()])).map((answer) => answer.status).sort()).toEqual([201, 422]);
    expect(await rowsOf(world.client, 'select id from people where email = ?', NOOR.email)).toHaveLength(1);
    expect((await ada.mails()).filter((mail) => mail.kind === 'invited')).toHaveLength(1);
  });
});

describe('the last administrator', () => {
  it('L08 stays one, whoever asks', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const path = `/api/people/${world.people.ada}`;
    for (const [what, body] of [
      ['close', {}],
      ['change', { role: 'manager' }],
    ] as const) {
      const no = await withoutChange(world.client, () => ada.refused(`${path}/${what}`, body));
      expect(no).toMatchObject({ status: 409, code: 'last_admin', next: 'Make somebody else an administrator first.' });
    }
    await ada.post(`/api/people/${world.people.maya}/change`, { role: 'administrator' });
    await ada.post(`${path}/change`, { role: 'supervisor' });
    expect((await ada.refused(`${path}/change`, { role: 'administrator' })).code).toBe('forbidden');
  });

  it.each(['change', 'close'] as const)('L08 is left over when two %s one another at once', async (what) => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await ada.post(`/api/people/${world.people.maya}/change`, { role: 'administrator' });
    const maya = await world.signIn('maya');
    const body = JSON.stringify(what === 'change' ? { role: 'manager' } : {});
    const send = (who: Visitor, id: string) =>
      who.send(`/api/people/${id}/${what}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    const answers = await Promise.all([send(ada, world.people.maya), send(maya, world.people.ada)]);
    expect(answers.map((answer) => answer.status).filter((status) => status === 200)).toHaveLength(1);
    expect(await rowsOf(world.client, "select id from people where role = 'administrator' and active = 1")).toHaveLength(1);
  });
});

describe('somebody who leaves', () => {
  it('L04 is out at once, and their callbacks go to whom is said, never to nobody', async () => {
    const world = await makeWorld();
    const [ada, ines, tom] = [await world.signIn('ada'), await world.signIn('ines'), await world.signIn('tom')];
    const id = await missed(world);
    await ines.post(`/api/callbacks/${id}/claim`);
    const path = `/api/people/${world.people.ines}/close`;
    const no = await withoutChange(world.client, () => ada.refused(path));
    expect(no).toMatchObject({ status: 409, field: 'to', callbacks: [{ id, customer: 'Rosa Keller' }] });
    for (const [to, status] of [
      ['per_nobody', 422],
      [world.people.ines, 422],
    ] as const)
      expect(await withoutChange(world.client, () => ada.refused(path, { to }))).toMatchObject({ status, field: 'to' });
    expect(await ada.post(path, { to: world.people.tom })).toMatchObject({ active: false });
    expect((await ines.send('/api/me')).status).toBe(401);
    expect(await rowsOf(world.client, 'select id from sessions where person_id = ?', world.people.ines)).toEqual([]);
    const callback = await tom.get<{ owner: object; timeline: { kind: string }[] }>(`/api/callbacks/${id}`);
    expect(callback.owner).toEqual({ id: world.people.tom, name: 'Tom Becker' });
    expect(callback.timeline.at(-1)).toMatchObject({
      kind: 'reassigned',
      by: 'Ada Okafor',
      data: { from: 'Ines Duarte', ownerName: 'Tom Becker' },
    });
    expect((await ada.refused(path)).code).toBe('wrong_state');
    await ada.post(`/api/people/${world.people.ines}/reopen`);
    expect(await (await world.signIn('ines')).get('/api/me')).toMatchObject({ role: 'supervisor', teams: [{ name: 'Billing' }] });
  });

  it('and takes a callback in the same moment leaves none behind that nobody here owns', async () => {
    const world = await makeWorld();
    const [ada, ines] = [await world.signIn('ada'), await world.signIn('ines')];
    const id = await missed(world);
    const send = (who: Visitor, path: string, body: object) =>
      who.send(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    await Promise.all([
      send(ada, `/api/people/${world.people.ines}/close`, { to: world.people.tom }),
      send(ines, `/api/callbacks/${id}/claim`, {}),
    ]);
    const [row] = await rowsOf<{ owner: string | null; active: number }>(
      world.client,
      'select owner_id as owner, (select active from people where id = ?) as active from callbacks where id = ?',
      world.people.ines,
      id,
    );
    expect(row!.active).toBe(0);
    expect([null, world.people.tom]).toContain(row!.owner);
  });
});

describe('somebody whose role changes', () => {
  it('L04 is signed out everywhere by whoever changes it, and signs in again as what they are now; the rest of a change ends nothing', async () => {
    const world = await makeWorld();
    const [ada, ines, phone] = [await world.signIn('ada'), await world.signIn('ines'), await world.signIn('ines')];
    const path = `/api/people/${world.people.ines}/change`;
    await ada.post(path, { role: 'supervisor', name: 'Ines D. Duarte' });
    expect((await ines.send('/api/me')).status).toBe(200);
    await ada.post(path, { role: 'manager' });
    for (const stolen of [ines, phone]) expect((await stolen.send('/api/me')).status).toBe(401);
    expect(await rowsOf(world.client, 'select id from sessions where person_id = ?', world.people.ines)).toEqual([]);
    expect(await (await world.signIn('ines')).get('/api/me')).toMatchObject({ role: 'manager' });
  });
});

describe('somebody who is away', () => {
  it('is not offered a hand-over, nor what another leaves behind, and it is said why; they come back by themselves', async () => {
    const world = await makeWorld();
    const [ada, ines, tom] = [await world.signIn('ada'), await world.signIn('ines'), await world.signIn('tom')];
    const id = await missed(world);
    await ines.post(`/api/callbacks/${id}/claim`);
    const until = toRfc3339(MONDAY + 2 * DAY);
    await tom.post(`/api/people/${world.people.tom}/absence`, { absence: { from: toRfc3339(MONDAY), until } });
    expect(await ines.get('/api/colleagues?power=refund&amount=4000')).toMatchObject({
      items: [
        { id: world.people.maya, name: 'Maya Lindqvist', here: true, away: null },
        { id: world.people.tom, name: 'Tom Becker', here: false, away: { until }, worksAgainAt: until },
      ],
    });
    const offer = { to: world.people.tom, power: 'refund', amount: 4_000, why: 'He knows the shop.' };
    expect(await ines.refused(`/api/callbacks/${id}/hand-off`, offer)).toMatchObject({
      field: 'to',
      detail: 'Tom Becker is away until Wed 4 Mar 10:00.',
      next: 'Choose somebody who is here.',
    });
    expect((await ada.refused(`/api/people/${world.people.ines}/close`, { to: world.people.tom })).detail).toContain(
      'Tom Becker is away until',
    );
    const maya = await world.signIn('maya');
    const assigned = await maya.post<{ items: object[] }>('/api/callbacks/assign', { ids: [id], to: world.people.tom });
    expect(assigned.items).toMatchObject([{ id, done: false, detail: 'Tom Becker is away until Wed 4 Mar 10:00.' }]);
    expect(await tom.get('/api/me')).toMatchObject({ absence: { until } });
    await world.pass(2 * DAY);
    expect(await tom.get('/api/me')).toMatchObject({ absence: null });
    await ines.post(`/api/callbacks/${id}/hand-off`, offer);
  });

  it('says so of themselves only, and an administrator of anybody; what makes no sense is refused at the field', async () => {
    const world = await makeWorld();
    const [ada, tom] = [await world.signIn('ada'), await world.signIn('tom')];
    const absence = { from: toRfc3339(MONDAY), until: null };
    expect((await tom.refused(`/api/people/${world.people.ines}/absence`, { absence })).code).toBe('forbidden');
    expect(await ada.post(`/api/people/${world.people.ines}/absence`, { absence })).toMatchObject({ absence });
    expect(await ada.post(`/api/people/${world.people.ines}/absence`, { absence: null })).toMatchObject({ absence: null });
    for (const [from, until] of [
      [MONDAY, MONDAY],
      [MONDAY - 2 * DAY, MONDAY - DAY],
    ] as const) {
      const wrong = { absence: { from: toRfc3339(from), until: toRfc3339(until) } };
      expect(await tom.refused(`/api/people/${world.people.tom}/absence`, wrong)).toMatchObject({ status: 422, field: 'absence.until' });
    }
    expect(await ledger(world, world.people.ines)).toEqual(['added', 'absence', 'absence']);
  });
});

describe('keys and sessions', () => {
  it('L06 shows a key once, keeps its hash, and opens nothing with it when it has ended', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const { secret, prefix } = await ada.post<{ secret: string; prefix: string }>('/api/keys', {
      name: 'shop',
      scopes: ['interactions:write'],
    });
    expect(secret).toMatch(/^rb_live_/);
    const listed = await (await ada.send('/api/keys')).text();
    expect(listed).toContain(prefix);
    expect(listed).not.toContain(secret);
    expect(JSON.stringify(await rowsOf(world.client, 'select * from api_keys'))).not.toContain(secret);
    const handIn = () => world.visitor().handIn(contact(world, 'rosa'), { Authorization: `Bearer ${secret}` });
    expect((await handIn()).status).toBe(201);
    expect(await ada.post(`/api/keys/${prefix}/end`)).toEqual({ ended: 'shop' });
    expect((await handIn()).status).toBe(401);
    expect((await ada.refused(`/api/keys/${prefix}/end`)).status).toBe(404);
    for (const [wrong, field] of [
      [{ scopes: [] }, 'scopes'],
      [{ scopes: ['everything'] }, 'scopes[0]'],
      [{ name: '' }, 'name'],
    ] as const)
      expect(await ada.refused('/api/keys', { name: 'shop', scopes: ['interactions:read'], ...wrong })).toMatchObject({
        status: 422,
        field,
      });
  });

  it('L04 lists where one is signed in, and ends one’s own and nobody else’s', async () => {
    const world = await makeWorld();
    const [desk, phone, tom] = [await world.signIn('ines'), await world.signIn('ines'), await world.signIn('tom')];
    const sessions = async (who: Visitor) => (await who.get<{ items: { id: string; current: boolean }[] }>('/api/me/sessions')).items;
    const mine = await sessions(desk);
    expect(mine.map((session) => session.current).sort()).toEqual([false, true]);
    const [toms] = await sessions(tom);
    expect((await withoutChange(world.client, () => desk.refused(`/api/me/sessions/${toms!.id}/end`))).status).toBe(404);
    await desk.post(`/api/me/sessions/${mine.find((session) => !session.current)!.id}/end`);
    expect((await phone.send('/api/me')).status).toBe(401);
    expect(await sessions(desk)).toHaveLength(1);
    expect(JSON.stringify(await sessions(desk))).not.toContain('token');
  });

  it('everything that a colleague was told about themselves is theirs again when they come back', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await ada.post(`/api/people/${world.people.priya}/close`);
    expect((await ada.refused('/api/people', { ...NOOR, email: COLLEAGUES.priya.email })).next).toBe(
      'They worked here before: open their account again.',
    );
    await world.pass(MINUTE);
    expect(await ada.post<Person>(`/api/people/${world.people.priya}/reopen`)).toMatchObject({
      active: true,
      teams: [{ name: 'Deliveries' }],
    });
  });
});
