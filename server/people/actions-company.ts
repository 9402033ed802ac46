import { namedAddress, readSender } from '../channels/addresses.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx, Settings } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { limitIn, moneyIn } from '../core/money.ts';
import { ownChange } from '../core/own-change.ts';
import { refuse } from '../core/refusal.ts';
import { forgetSettings, keepSettings, type SavedSettings, savedSettings } from '../core/saved-settings.ts';
import { spokenIn } from '../words/words.ts';
import { testMail } from './messages.tsx';
import { namesOfPeople, teamNames } from './plans.ts';
import { mustAdminister } from './rules.ts';
import type { CompanyChange } from './schema-company.ts';
import { personById } from './store.ts';
import { everyAuthority, moveLimit } from './store-settings.ts';

/** How the next mail would go out, to a customer of no team, and of each team with a sender of its own. */
export type Envelope = { team: string | null; from: string; replyTo: string; subject: string };

/** The ledger's subject of everything that an administrator sets for the whole company. */
const SUBJECT = 'company';

/**
 * Another name, sender or default: what is named; the rest stays. It counts from the next message on. Refuses a team that is not there, and,
 * of what its author says they saw, to overwrite what somebody else has changed since.
 */
export const changeCompany = (ctx: Ctx, change: CompanyChange): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, SUBJECT);
    const { saved, before, now } = await changed(ctx, change);
    if (Object.keys(now).length === 0) return;
    const was = Object.fromEntries(Object.keys(now).map((name) => [name, before[name as keyof Settings]]));
    const limits = (await limitsMoved(ctx, before.currency, now.currency)).filter(({ upTo, next }) => next !== upTo);
    await commit(ctx, [
      entry(ctx, SUBJECT, seq, { kind: 'company_changed', was, now }),
      keepSettings(ctx.deps.db, { ...saved, ...now }),
      ...limits.map(({ personId, power, upTo, next }) => moveLimit(ctx, { personId, power, upTo }, next)),
    ]);
    forgetSettings(ctx.deps.db);
  });

/** How mail would go out, without saving anything. Refuses what `changeCompany` refuses. */
export async function previewCompany(ctx: Ctx, change: CompanyChange): Promise<{ mails: Envelope[]; money: Money | null }> {
  const { before, now } = await changed(ctx, change);
  const mails = await envelopes(ctx, { ...before, ...now });
  const [was, currency] = [before.currency, now.currency];
  if (currency === undefined || currency === was) return { mails, money: null };
  const moved = await limitsMoved(ctx, was, currency);
  const names = await namesOfPeople(
    ctx,
    moved.map(({ personId }) => personId),
  );
  const limits = moved.map(({ personId, power, upTo, next }) => ({
    name: names.get(personId) ?? '',
    power,
    was: moneyIn('en', upTo, was),
    now: moneyIn('en', next, currency),
  }));
  return { mails, money: { example: moneyIn('en', limitIn(123_450, 'EUR', currency), currency), limits } };
}

/** What another currency does: how sums are written then, and what the limits of colleagues become. */
type Money = { example: string; limits: { name: string; power: string; was: string; now: string }[] };

/** The limits in money of everybody who works here or did, and what another currency makes of them. */
async function limitsMoved(ctx: Ctx, from: string, to: string | undefined) {
  if (to === undefined || to === from) return [];
  return (await everyAuthority(ctx)).flatMap(({ upTo, ...one }) =>
    upTo === null ? [] : [{ ...one, upTo, next: limitIn(upTo, from, to) }],
  );
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

async function changed(
  ctx: Ctx,
  { was, ...change }: CompanyChange,
): Promise<{ saved: SavedSettings; before: Settings; now: SavedSettings }> {
  mustAdminister(ctx.actor);
  if (change.senders) await mustBeTeams(ctx, change.senders);
  const saved = await savedSettings(ctx.deps.db);
  const before = { ...ctx.deps.settings, ...saved };
  // The environment may write a sender in another way than we do.
  const sender = readSender(before.sender);
  const now = { ...before, sender: namedAddress(sender.name, sender.address) };
  const own = await ownChange<SavedSettings>(ctx, SUBJECT, 'company_changed', { wanted: asSaved(change), was: was && asSaved(was), now });
  return { saved, before, now: own };
}

/** What was told, as it is kept. */
function asSaved(told: Omit<CompanyChange, 'was'>): SavedSettings {
  const { sender, senders, replyTo, internalDomains, ...plain } = JSON.parse(JSON.stringify(told)) as typeof told;
  return {
    ...(plain as SavedSettings),
    ...(sender ? { sender: lineOf(sender) } : {}),
    ...(senders ? { senders: Object.fromEntries(senders.map((one) => [one.team, lineOf(one.sender)])) } : {}),
    ...(replyTo === undefined ? {} : { replyTo: replyTo?.address ?? null }),
    ...(internalDomains ? { internalDomains: [...new Set(internalDomains)] } : {}),
  };
}

const lineOf = ({ name, address }: NonNullable<CompanyChange['sender']>): string => namedAddress(name, address.address);

async function mustBeTeams(ctx: Ctx, senders: NonNullable<CompanyChange['senders']>): Promise<void> {
  const ids = senders.map((one) => one.team);
  const names = await teamNames(ctx, ids);
  const at = ids.findIndex((id, i) => !names.has(id) || ids.indexOf(id) !== i);
  if (at >= 0)
    refuse('invalid', names.has(ids[at]!) ? 'This team is there twice.' : 'There is no such team.', { field: `senders[${at}].team` });
}
