/** The time zones that this browser knows, by their names. */
export const zones: readonly string[] = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];

/** The zone that the reader is in. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
