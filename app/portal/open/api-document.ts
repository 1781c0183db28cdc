import { config, describeApi, municipality, type OpenApi, servedEndpoints, sessionCookie } from '#kernel'

let made: { for: string; document: OpenApi } | undefined

/** The description of everything that is served. Made when somebody first asks: by then every module has its routes. */
export function apiDocument(): OpenApi {
  if (made?.for !== config.publicUrl) {
    const document = describeApi(servedEndpoints(), {
      title: `Innbyggertorg – ${municipality.name}`,
      version: '1',
      description:
        'What is on and when it is open at the community hubs. Reading is open to everybody, without a key. Times are ISO 8601 in UTC; content comes in the languages it is written in.',
      url: config.publicUrl,
      cookie: sessionCookie,
    })
    made = { for: config.publicUrl, document }
  }
  return made.document
}
