import { test } from 'vitest';
import { makeWorld } from '../world.ts';
import { closeOneLoop } from './loop.ts';

test('a customer who was let down is called back until they say it is fixed', async () => {
  const world = await makeWorld();
  await closeOneLoop(world.visitor, new Date(world.clock.now()));
});
