import { z } from 'zod'
import { type App, endpoint, found, serveEndpoints } from '#kernel'
import { hubSchema, hubSummarySchema } from './api-schemas.ts'
import { hubForApi, hubsForApi } from './hubs-for-api.ts'

const allHubs = endpoint({
  method: 'get',
  path: '/api/hubs',
  summary: 'Every hub, and whether it is open now',
  answers: {
    200: {
      about: 'The hubs, in the municipality’s own order.',
      is: z.object({ items: z.array(hubSummarySchema) }),
    },
  },
  cache: () => ({ tags: ['hubs'] }),
  run: async (c) => ({ status: 200, body: { items: await hubsForApi(c.db, c) } }),
})

const oneHub = endpoint({
  method: 'get',
  path: '/api/hubs/:hubId',
  summary: 'One hub: services, the coming two weeks, facilities, closures',
  about: 'What is null is not known. What is marked as an example is made up for the demonstration.',
  params: z.object({
    hubId: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .describe('As in the hub’s address: borgen'),
  }),
  answers: { 200: { about: 'The hub.', is: hubSchema } },
  cache: ({ params }) => ({ tags: ['hubs', `hub:${params.hubId}`] }),
  run: async (c, { params }) => ({ status: 200, body: found(await hubForApi(c.db, params.hubId, c)) }),
})

export const apiRoutes = (app: App) => serveEndpoints(app, [allHubs, oneHub])
