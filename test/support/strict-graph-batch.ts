/** Many requests in one. */
import { z } from 'zod';
import { refusal, type Route } from './strict-graph-route';

/** learn.microsoft.com/graph/json-batching; we only ever ask for something, and no answer depends on another. */
const batchBody = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        method: z.literal('GET'),
        url: z.string().regex(/^\/(?!v1\.0\/|\$batch)\S+$/),
        headers: z.record(z.string(), z.string()),
      }),
    )
    .min(1)
    .max(20)
    .refine((all) => new Set(all.map(({ id }) => id.toLowerCase())).size === all.length),
});

/** One request among others. */
export type BatchedRequest = z.output<typeof batchBody>['requests'][number];

/** The requests of a batch, or nothing where it is malformed: then the whole batch is refused. */
export function requestsOf(body: unknown): readonly BatchedRequest[] | undefined {
  return batchBody.safeParse(body).data?.requests;
}

/** Carried out by the server itself, which has each request pass the same doors as one that comes alone. */
export const BATCH: Route = {
  name: 'POST /$batch',
  method: 'POST',
  path: /^\/\$batch$/,
  permissions: [],
  contentType: 'application/json',
  answer: () => refusal(500, 'InternalServerError', 'The server answers batches.'),
};
