/**
 * What becomes of a text when its customer is erased, and whether it is among "everything about me":
 * `kept` stays, for the reason given, and is shown; `ours` stays and is not shown (colleagues, secrets); the others are personal. `gone`
 * becomes nothing; `words`, `data`, `answers` and `body` lose what may be anybody's words (see `rules-words.ts`); `address` becomes a
 * keyed hash; `row` goes with its whole row.
 */
export type Fate = { kept: string } | { ours: string } | 'gone' | 'words' | 'data' | 'answers' | 'body' | 'address' | 'row';

export type Personal = {
  /** Which rows are about a customer: a condition in SQL, `$customer` stands for the id. */
  whose: string;
  /** What else is set on these rows. */
  also?: string;
  columns: Readonly<Record<string, Fate>>;
};

const ID = { kept: 'an id of ours; once the name is gone, a pseudonym' } as const;
const WORD = { kept: 'a word of a fixed list: the figures count it' } as const;
const COLLEAGUE = { ours: 'a colleague' } as const;
const SECRET = { ours: 'how we find it, of no meaning to anybody' } as const;

const OWN = 'customer_id = $customer';
const CASES = `select id from invitations where ${OWN} union all select id from callbacks where ${OWN}
  union all select id from responses where ${OWN}`;
const NUMBERS = `select value from identities where ${OWN} and kind = 'phone'`;
// A number may be somebody else's tomorrow: what was read stays with whoever wrote it.
const WROTE = `customer_id = $customer or (customer_id is null and "from" in (${NUMBERS}))`;
const TEXTS = `select id from texts where ${WROTE}`;

/**
 * Every text that is kept about customers, column by column. Erasure, retention and the export all go by this list alone; a text column
 * of the database that is neither here nor in `IMPERSONAL` fails a test.
 */
export const PERSONAL = {
  customers: {
    whose: 'id = $customer',
    columns: { id: ID, ref: 'gone', name: 'gone', email: 'gone', phone: 'gone', zone: 'gone', locale: 'gone', held_because: 'gone' },
  },
  consents: { whose: OWN, columns: { id: ID, customer_id: ID, channel: WORD, purpose: WORD, source: WORD } },
  interactions: {
    whose: OWN,
    columns: {
      id: ID,
      source: { kept: 'the system it came from' },
      external_id: { kept: 'the id of the contact at its source: told again, it is known and nothing comes back' },
      said: 'words',
      customer_id: ID,
      team_id: ID,
      outcome: WORD,
      unanswered: WORD,
      channel: WORD,
      trial: WORD,
      subject: 'gone',
      agent_ref: COLLEAGUE,
      agent_name: COLLEAGUE,
      recording_url: 'gone',
    },
  },
  invitations: {
    whose: OWN,
    columns: {
      ...{ id: ID, interaction_id: ID, customer_id: ID, team_id: ID, survey_id: ID },
      ...{ state: WORD, not_asked: WORD, channel: WORD, instead_of: WORD, trial: WORD },
      detail: 'words',
      address: 'gone',
    },
  },
  responses: {
    whose: OWN,
    columns: {
      ...{ id: ID, invitation_id: ID, interaction_id: ID, customer_id: ID, team_id: ID, survey_id: ID, band: WORD },
      answers: 'answers',
      ...{ reader_id: COLLEAGUE, read_by: COLLEAGUE, thanked_by: COLLEAGUE },
    },
  },
  callbacks: {
    whose: OWN,
    columns: {
      ...{ id: ID, customer_id: ID, team_id: ID, interaction_id: ID },
      ...{ cause: WORD, state: WORD, due_kind: WORD },
      owner_id: COLLEAGUE,
      owner_name: COLLEAGUE,
      offered_to: COLLEAGUE,
      first_words: 'words',
      due_why: 'words',
      detail: 'data',
    },
  },
  callback_reasons: { whose: `callback_id in (select id from callbacks where ${OWN})`, columns: { callback_id: ID, about: ID } },
  alerts: {
    whose: OWN,
    columns: { subject: ID, receiver: COLLEAGUE, kind: WORD, team_id: ID, customer_id: ID, actor_id: COLLEAGUE },
  },
  callback_words: {
    whose: `callback_id in (select id from callbacks where ${OWN})`,
    columns: { team_id: 'row', word: 'row', callback_id: 'row' },
  },
  links: { whose: `subject in (${CASES})`, also: 'erased = 1', columns: { hash: SECRET, purpose: WORD, subject: ID } },
  messages: {
    whose: `about in (${CASES} union all ${TEXTS})`,
    columns: {
      ...{ id: ID, about: ID, kind: WORD, purpose: WORD, state: WORD, channel: WORD, retry_of: ID },
      address: 'address',
      subject: 'words',
      request: 'body',
      quiet: { ours: 'the team’s quiet hours' },
      lot: SECRET,
      provider_id: { kept: 'the provider’s id: what is reported later finds the message, and nothing else' },
      reason: 'words',
    },
  },
  provider_events: {
    whose: `message_id in (select id from messages where about in (${CASES} union all ${TEXTS}))`,
    columns: { provider: WORD, event_id: SECRET, message_id: ID, provider_id: ID, type: WORD, detail: 'words' },
  },
  texts: {
    whose: WROTE,
    columns: {
      ...{ id: ID, customer_id: ID, opt_out_type: WORD, found: WORD, state: WORD, read_as: WORD },
      sid: { kept: 'the provider’s id: told again, it is known and nothing comes back' },
      from: 'address',
      to: { ours: 'a number of ours' },
      body: 'words',
    },
  },
  text_conversations: {
    whose: OWN,
    columns: { id: 'row', number: 'row', customer_id: 'row', invitation_id: 'row', state: 'row', seen: 'row' },
  },
  // Behind the texts, which are found by their numbers.
  identities: { whose: OWN, columns: { kind: 'row', value: 'row', customer_id: 'row' } },
  ledger: {
    whose: `subject in (select $customer union all select id from interactions where ${OWN} union all select id from responses where ${OWN}
      union all select id from held_answers where ${OWN} union all select id from callbacks where ${OWN}
      union all ${TEXTS})`,
    columns: {
      ...{ subject: ID, id: ID, kind: WORD, actor_kind: WORD },
      actor_id: COLLEAGUE,
      actor_name: COLLEAGUE,
      data: 'data',
    },
  },
  // Behind the ledger, whose entries about them are found by them.
  held_answers: {
    whose: OWN,
    columns: {
      ...{ id: 'row', invitation_id: 'row', interaction_id: 'row', customer_id: 'row', team_id: 'row', survey_id: 'row' },
      ...{ answers: 'row', signals: 'row', state: 'row' },
    },
  },
} as const satisfies Record<string, Personal>;

export type PersonalTable = keyof typeof PERSONAL;

export const PERSONAL_TABLES = Object.keys(PERSONAL) as PersonalTable[];

const STAFF = 'about colleagues, not customers';

/** The other texts of the database, and why they are about no customer. An address in `suppressions` is found by its value: see `forget` there. */
export const IMPERSONAL: Readonly<Record<string, { because: string; columns: readonly string[] }>> = {
  suppressions: {
    because: 'an address becomes a keyed hash, so that an opt-out still holds',
    columns: ['address', 'purpose', 'reason', 'source'],
  },
  jobs: { because: 'ids of what is to be done later; errors are ours', columns: ['id', 'kind', 'key', 'data', 'state', 'fence', 'error'] },
  pauses: { because: 'about channels', columns: ['channel', 'reason'] },
  request_keys: { because: 'hashes; they go by retention', columns: ['api_key_id', 'key', 'hash'] },
  facts: { because: 'about this installation', columns: ['name', 'value'] },
  surveys: { because: 'what a team asks', columns: ['id', 'questions'] },
  teams: { because: 'about teams', columns: ['id', 'name', 'folded', 'hours', 'policy', 'survey_id'] },
  alert_people: { because: STAFF, columns: ['person_id', 'choices'] },
  push_subscriptions: { because: STAFF, columns: ['session_id', 'endpoint', 'p256dh', 'auth'] },
  alert_reads: { because: STAFF, columns: ['person_id'] },
  people: { because: STAFF, columns: ['id', 'name', 'email', 'role'] },
  sessions: { because: STAFF, columns: ['id', 'hash', 'person_id', 'way', 'ip_address', 'user_agent'] },
  sign_ons: { because: STAFF, columns: ['issuer', 'subject', 'person_id'] },
  sign_ins: { because: STAFF, columns: ['hash', 'way', 'person_id', 'next'] },
  agents: { because: 'about those who handle contacts; they can be removed', columns: ['id', 'source', 'ref', 'name', 'email', 'team_id'] },
  departments: { because: 'which departments our people ask', columns: ['folded', 'name', 'email'] },
  memberships: { because: STAFF, columns: ['person_id', 'team_id'] },
  authorities: { because: STAFF, columns: ['person_id', 'power'] },
  api_keys: { because: 'keys of machines', columns: ['id', 'name', 'prefix', 'hash', 'scopes'] },
  schema_version: { because: 'which migrations ran', columns: ['name'] },
};
