import { z } from 'zod';

/**
 * A smallest value that fits a schema of the contract: first members, shortest texts, empty lists.
 * Throws where the contract uses a kind of schema that this does not know yet.
 */
export function sampleOf<Schema extends z.ZodType>(schema: Schema): z.input<Schema> {
  for (const candidate of candidatesFor(schema)) {
    if (schema.safeParse(candidate).success) return candidate as z.input<Schema>;
  }
  throw new Error(`no sample fits ${JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }))}`);
}

const TEXTS = ['1', 'x', 'https://crm.example/hook', 'trunk.example', 'en'];

function* candidatesFor(schema: z.ZodType): Generator<unknown> {
  if (schema instanceof z.ZodObject) {
    yield Object.fromEntries(Object.entries(schema.shape as Record<string, z.ZodType>)
      .filter(([, field]) => !(field instanceof z.ZodOptional || field instanceof z.ZodDefault))
      .map(([key, field]) => [key, sampleOf(field)]));
  } else if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) {
    for (const option of schema.options as readonly z.ZodType[]) yield sampleOf(option);
  } else if (schema instanceof z.ZodEnum) yield schema.options[0];
  else if (schema instanceof z.ZodLiteral) yield schema.value;
  else if (schema instanceof z.ZodArray) {
    yield [];
    yield [sampleOf(schema.element as z.ZodType)];
  } else if (schema instanceof z.ZodRecord) yield {};
  else if (schema instanceof z.ZodNullable) yield null;
  else if (schema instanceof z.ZodBoolean) yield false;
  else if (schema instanceof z.ZodNumber) yield* [0, 1, 60, 300];
  else yield* TEXTS;
}
