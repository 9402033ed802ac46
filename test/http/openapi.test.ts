import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { call, helpdesk, somebody } from '../interactions/helpdesk.ts';
import { makeWorld, type World } from '../world.ts';

type Schema = Record<string, unknown>;
type Content = Record<string, { schema: Schema }>;
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Operation = {
  operationId: string;
  summary?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
  security?: Record<string, string[]>[];
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, object> } & Record<string, object>;
};

const described = async (world: World): Promise<Document> => {
  const answer = await world.fetch('/openapi.json');
  expect(answer.status).toBe(200);
  return (await answer.json()) as Document;
};

const operationsOf = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

/** What a schema makes of a value: nothing, when it fits. */
function misfit(schema: Schema, value: unknown): string | undefined {
  const result = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value);
  return result.success ? undefined : z.prettifyError(result.error);
}

describe('the description of the API', () => {
  test('is OpenAPI 3.1: every operation has a name of its own, described answers, and parameters that its path has', async () => {
    const document = await described(await makeWorld());
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: 'Ringback', version: expect.stringMatching(/./) });
    for (const { url } of document.servers) expect(URL.canParse(url)).toBe(true);
    const operations = operationsOf(document);
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, method, operation } of operations) {
      const where = `${method} ${path}`;
      expect(path, where).toMatch(/^\/api(\/[\w-]+|\/\{\w+\})+$/);
      expect(['get', 'post'], where).toContain(method);
      expect(Object.keys(operation.responses).length, where).toBeGreaterThan(0);
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(status, where).toMatch(/^([1-5]\d\d|[1-5]XX|default)$/);
        expect(description, `${where} ${status}`).toMatch(/\S/);
        for (const { schema } of Object.values(content ?? {})) expect(() => misfit(schema, {}), `${where} ${status}`).not.toThrow();
      }
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const parameters = operation.parameters ?? [];
      expect(
        parameters.filter((one) => one.in === 'path').map(({ name, required }) => [name, required]),
        where,
      ).toEqual(inPath.map((name) => [name, true]));
      expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size, where).toBe(parameters.length);
      for (const { schema } of parameters) expect(() => misfit(schema, ''), where).not.toThrow();
      if (operation.requestBody) expect(Object.keys(operation.requestBody.content), where).toEqual(['application/json']);
      for (const scheme of (operation.security ?? []).flatMap(Object.keys))
        expect(Object.keys(document.components.securitySchemes), where).toContain(scheme);
    }
  });

  test('points nowhere that is not there', async () => {
    const document = await described(await makeWorld());
    const targets = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!.split('/'));
    for (const path of targets) {
      const found = path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);
      expect(found, path.join('/')).toBeDefined();
    }
  });

  test('lists every route under /api, and nothing that is not one', async () => {
    const world = await makeWorld();
    const routes = world.app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api'));
    const real = new Set(routes.map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`));
    const told = operationsOf(await described(world)).map(({ path, method }) => `${method} ${path}`);
    expect(told.sort()).toEqual([...real].sort());
    expect(real.size).toBeGreaterThan(15);
  });

  test('never tells of a refusal in another form than ours', async () => {
    for (const { path, method, operation } of operationsOf(await described(await makeWorld())))
      for (const [status, { content }] of Object.entries(operation.responses))
        if (/^[45]/.test(status)) expect(Object.keys(content ?? {}), `${method} ${path} ${status}`).toEqual(['application/problem+json']);
  });
});

describe('what is said and answered fits the description', () => {
  const FULL = call('call-1', {
    source: 'zendesk',
    outcome: 'unanswered',
    unanswered: 'voicemail',
    subject: 'a double charge',
    handledBy: { id: 'a-17', name: 'Leo Marsh' },
    recordingUrl: 'https://calls.example/1',
    consent: true,
  });
  test.each([
    ['a contact', call('call-1'), 201],
    ['a contact with all there is to say', FULL, 201],
    ['a contact that is known', call('known'), 200],
    [
      'a batch',
      [
        call('call-1'),
        call('known'),
        { ...call('known'), subject: 'x' },
        call('call-2', { endedAt: 'never' }),
        call('call-3', { customer: somebody(3) }),
      ],
      207,
    ],
    ['nothing', {}, 422],
    ['a contact with a field that nobody knows', call('call-1', { colour: 'red' }), 422],
    ['a contact told differently', call('known', { subject: 'x' }), 409],
  ])('%s', async (_what, body, status) => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('known'));
    const operation = (await described(world)).paths['/api/interactions']!.post!;
    const answer = await helpdesk(world).send(body);
    expect(answer.status).toBe(status);
    const isTaken = status < 400 && status !== 207;
    if (isTaken) expect(misfit(operation.requestBody!.content['application/json']!.schema, body), 'the request').toBeUndefined();
    if (status === 422) expect(misfit(operation.requestBody!.content['application/json']!.schema, body), 'the request').toBeDefined();
    const type = answer.headers.get('content-type')!.replace(/;.*/, '');
    const schema = operation.responses[String(status)]?.content?.[type]?.schema;
    expect(schema, `an answer ${status} as ${type} is described`).toBeDefined();
    expect(misfit(schema!, await answer.json()), 'the answer').toBeUndefined();
  });
});
