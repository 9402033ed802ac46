import { afterEach, expect, vi } from 'vitest';

// A test that prints an error has not passed: nothing fails silently, and nothing cries wolf.
const errors = vi.spyOn(console, 'error');
afterEach(() => {
  const said = errors.mock.calls.map((call) => call.map(String).join(' '));
  errors.mockClear();
  expect(said, 'console.error was called').toEqual([]);
});
