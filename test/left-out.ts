import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end which tests were left out, so that a green run never hides what it did not try. */
export default class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => `  ${module.relativeModuleId}: ${test.fullName}`),
    );
    if (skipped.length === 0) return;
    process.stdout.write(`\nLeft out, because something they need is not on this machine:\n${skipped.join('\n')}\n`);
  }
}
