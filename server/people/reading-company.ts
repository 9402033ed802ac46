import { readSender } from '../channels/addresses.ts';
import type { Ctx } from '../core/context.ts';
import { savedSettings } from '../core/saved-settings.ts';
import { LANGUAGES } from '../words/languages.ts';
import { envelopes } from './actions-company.ts';
import { mustManage } from './rules.ts';
import { teamsOf } from './store.ts';

/** What the company says of itself, and which of it was set here rather than by the environment. For managers. */
export async function companyShown(ctx: Ctx) {
  mustManage(ctx.actor);
  const { channels, db } = ctx.deps;
  const [saved, teams] = await Promise.all([savedSettings(db), teamsOf(ctx, 'all')]);
  // As it is in the database: what was read some seconds ago may have been changed elsewhere.
  const settings = { ...ctx.deps.settings, ...saved };
  const mails = await envelopes(ctx, settings);
  const { company, sender, senders, replyTo, zone, region, currency, language, internalDomains } = settings;
  const own = (team: string) => (senders[team] === undefined ? null : readSender(senders[team]));
  return {
    company,
    sender: readSender(sender),
    teams: teams.map(({ id, name }) => ({ id, name, sender: own(id) })),
    replyTo,
    zone,
    region,
    currency,
    language,
    internalDomains: [...internalDomains],
    /** The names of what was set here. */
    saved: Object.keys(saved),
    mails,
    mailBy: channels.email.name,
    textsBy: channels.text ? { name: channels.text.name, from: channels.text.from } : null,
    languages: Object.entries(LANGUAGES).map(([id, name]) => ({ id, name })),
  };
}
