import { namedAddress, readSender } from '../channels/addresses.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx, Settings } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { forgetSettings, keepSettings, type SavedSettings, savedSettings } from '../core/saved-settings.ts';
import { spokenIn } from '../words/words.ts';
import { testMail } from './messages.tsx';
import { teamNames } from './plans.ts';
import { mustAdminister } from './rules.ts';
import type { CompanyChange } from './schema-company.ts';
import { personById } from './store.ts';

/** How the next mail would go out, to a customer of no team, and of each team with a sender of its own. */
export type Envelope = { team: string | null; from: string; replyTo: string; subject: string };

/** The ledger's subject of everything that an administrator sets for the whole company. */
const SUBJECT = 'company';

/** Another name, sender or default: what is named; the rest stays. It counts from the next message on. Refuses a team that is not there. */
export const changeCompany = (ctx: Ctx, change: CompanyChange): Promise<Envelope[]> =>
  again(async () => {
    const seq = await nextSeq(ctx, SUBJECT);
    const { saved, now } = await changed(ctx, change);
    const was = Object.fromEntries(Object.keys(now).map((name) => [name, ctx.deps.settings[name as keyof Settings]]));
    await commit(ctx, [entry(ctx, SUBJECT, seq, { kind: 'company_changed', was, now }), keepSettings(ctx.deps.db, { ...saved, ...now })]);
    forgetSettings(ctx.deps.db);
    return envelopes(ctx, { ...ctx.deps.settings, ...saved, ...now });
  });

/** How mail would go out, without saving anything. Refuses what `changeCompany` refuses. */
export async function previewCompany(ctx: Ctx, change: CompanyChange): Promise<Envelope[]> {
  const { saved, now } = await changed(ctx, change);
  return envelopes(ctx, { ...ctx.deps.settings, ...saved, ...now });
}

/** A mail to whoever asks for it, from the sender as it is now: whether it arrives says whether customers' mail does. */
export async function sendTestMail(ctx: Ctx): Promise<string> {
  mustAdminister(ctx.actor);
  const person = ctx.actor.kind === 'person' ? await personById(ctx, ctx.actor.id) : undefined;
  if (!person) return refuse('forbidden', 'A test mail goes to whoever is signed in.');
  await commit(ctx, testMail(ctx, person));
  return person.email;
}

/** How mail goes out by these settings. */
export async function envelopes(ctx: Ctx, { company, sender, senders, replyTo, language }: Settings): Promise<Envelope[]> {
  const names = await teamNames(ctx, Object.keys(senders));
  const subject = spokenIn(language).words.mail.invitation.subject(company);
  const from = [[null, sender] as const, ...Object.entries(senders).map(([id, one]) => [names.get(id) ?? id, one] as const)];
  return from.map(([team, line]) => ({ team, from: line, replyTo: replyTo ?? readSender(line).address, subject }));
}

async function changed(ctx: Ctx, change: CompanyChange): Promise<{ saved: SavedSettings; now: SavedSettings }> {
  mustAdminister(ctx.actor);
  const { sender, senders, replyTo, internalDomains, ...plain } = JSON.parse(JSON.stringify(change)) as CompanyChange;
  if (senders) await mustBeTeams(ctx, senders);
  const now: SavedSettings = {
    ...(plain as SavedSettings),
    ...(sender ? { sender: lineOf(sender) } : {}),
    ...(senders ? { senders: Object.fromEntries(senders.map((one) => [one.team, lineOf(one.sender)])) } : {}),
    ...(replyTo === undefined ? {} : { replyTo: replyTo?.address ?? null }),
    ...(internalDomains ? { internalDomains: [...new Set(internalDomains)] } : {}),
  };
  return { saved: await savedSettings(ctx.deps.db), now };
}

const lineOf = ({ name, address }: NonNullable<CompanyChange['sender']>): string => namedAddress(name, address.address);

async function mustBeTeams(ctx: Ctx, senders: NonNullable<CompanyChange['senders']>): Promise<void> {
  const ids = senders.map((one) => one.team);
  const names = await teamNames(ctx, ids);
  const at = ids.findIndex((id, i) => !names.has(id) || ids.indexOf(id) !== i);
  if (at >= 0)
    refuse('invalid', names.has(ids[at]!) ? 'This team is there twice.' : 'There is no such team.', { field: `senders[${at}].team` });
}
