import { ar } from './ar.ts';
import { en, type Words } from './en.ts';
import { hi } from './hi.ts';
import { ja } from './ja.ts';
import { type Language, type Tongue, tongueOf } from './languages.ts';
import { pl } from './pl.ts';
import { tr } from './tr.ts';
import { zh } from './zh.ts';

export type { Words } from './en.ts';

/** A language with everything that is said in it. */
export type Spoken = Tongue & { words: Words };

const ALL: Record<Language, Words> = { en, pl, tr, ar, hi, ja, zh };

/** The first of these wishes that we speak, with its words. */
export function spokenIn(...wishes: readonly (string | null | undefined)[]): Spoken {
  const tongue = tongueOf(...wishes);
  return { ...tongue, words: ALL[tongue.language] };
}
