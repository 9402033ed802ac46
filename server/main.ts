import { start } from './node.ts';

// The Node server's first line. A first signal lets it finish what it is doing; a second one ends it at once, and nothing is lost.
try {
  const running = await start(process.env);
  let asked = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      void running.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
