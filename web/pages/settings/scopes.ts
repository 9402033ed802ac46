/** What a key may do, in words. */
export const SCOPE_WORDS = {
  'interactions:write': 'Tell Ringback of contacts',
  'interactions:read': 'Read what became of contacts',
  'callbacks:read': 'Read callbacks',
} as const;
