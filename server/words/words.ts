import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { type Language, type Tongue, tongueOf } from './languages.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { tr } from './tr.ts';
import { zh } from './zh.ts';

export type { Words } from './en.ts';

/** A language with everything that is said in it. */
export type Spoken = Tongue & { words: Words };

const ALL: Record<Language, Words> = { en, es, fr, de, pt, it, nl, pl, tr, ar, hi, ja, zh };

/** The first of these wishes that we speak, with its words. */
export function spokenIn(...wishes: readonly (string | null | undefined)[]): Spoken {
  const tongue = tongueOf(...wishes);
  return { ...tongue, words: ALL[tongue.language] };
}
