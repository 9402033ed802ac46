import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { magicLink } from 'better-auth/plugins';
import { accounts, people, sessions, verifications } from '../../db/schema/people.ts';
import { theClock } from '../core/actor.ts';
import { commit } from '../core/commit.ts';
import { contextOf, type Deps } from '../core/context.ts';
import { withSavedSettings } from '../core/saved-settings.ts';
import { DAY, MINUTE, SECOND } from '../core/time.ts';
import { signInMail } from './messages.tsx';
import { personByEmail } from './store.ts';

export type Auth = ReturnType<typeof makeAuth>;

const LINK_LIFE = 15 * MINUTE;
const SESSION_LIFE = 30 * DAY;

/** Sign-in by a link in the mail: nobody has a password, and only those who were made known beforehand get in. */
export function makeAuth(deps: Deps, secret: string) {
  return betterAuth({
    baseURL: deps.settings.baseUrl,
    basePath: '/api/auth',
    secret,
    database: drizzleAdapter(deps.db, {
      provider: 'sqlite',
      schema: { user: people, session: sessions, account: accounts, verification: verifications },
    }),
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        active: { type: 'boolean', required: true, input: false },
      },
    },
    session: { expiresIn: SESSION_LIFE / SECOND },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins: [
      magicLink({
        expiresIn: LINK_LIFE / SECOND,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: ({ email, token }) => mailLink(deps, email, token),
      }),
    ],
  });
}

/** A stranger's address gets nothing, and the page answers the same: who works here is not told. */
async function mailLink(deps: Deps, email: string, token: string): Promise<void> {
  const ctx = contextOf(await withSavedSettings(deps), theClock);
  const person = await personByEmail(ctx, email);
  if (!person?.active) return;
  await commit(ctx, signInMail(ctx, person, `${deps.settings.baseUrl}/sign-in/${token}`));
}
