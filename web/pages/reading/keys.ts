import type { KeysHelp } from '../../ui/KeysSheet.tsx';

/** What single keys do where answers are read. */
export const KEYS: KeysHelp = [
  [['Enter', 'm'], 'you have read it: on to the next'],
  [['j', 'k'], 'to the next answer, to the one before, as it is'],
  [['c'], 'have this customer called'],
  [['t'], 'thank the agent'],
  [['?'], 'this sheet'],
];
